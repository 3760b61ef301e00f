SwaggerUIBundle({
  url: "/openapi",
  dom_id: "#api",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  // Swagger's own validator is another host; this page asks nobody but the API.
  validatorUrl: null,
});
