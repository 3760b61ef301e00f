package io.holdfast.e2e.documents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Something that a page of the documents has people type or shows them: a command, or a block that
/// has none on lines of its own.
///
/// @param page where it is
/// @param text what is there, word by word
record Step(String page, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^( *)```(\\w*)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern COMMAND = Pattern.compile("(\\./)?(holdfast|temporal) \\S.*");

  /// In a sentence `holdfast agent` is a name.
  private static final Pattern NAME = Pattern.compile("holdfast \\S+");

  /// An elided command is talked about; nobody can type it.
  private static final String ELISION = "…";

  /// All of a page: each command of a block, each other block and each script (`sh`) whole, and the
  /// commands in sentences.
  static List<Step> of(String page, String markdown) {
    List<Step> steps = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(markdown);
    while (blocks.find()) {
      String text = blocks.group(3).replaceAll("(?m)^" + blocks.group(1), "").strip();
      List<String> commands = text.lines().filter(line -> isCommand(line)).toList();
      boolean whole = commands.isEmpty() || blocks.group(2).equals("sh");
      (whole ? Stream.of(text) : commands.stream())
          .map(line -> new Step(page, line))
          .forEach(steps::add);
    }
    CODE.matcher(blocks.replaceAll(""))
        .results()
        .map(code -> code.group(1).replaceAll("\\s+", " "))
        .filter(code -> isCommand(code) && !NAME.matcher(code).matches())
        .filter(code -> !code.contains(ELISION))
        .map(code -> new Step(page, code))
        .forEach(steps::add);
    return steps.stream().distinct().toList();
  }

  private static boolean isCommand(String text) {
    return COMMAND.matcher(text).matches();
  }

  /// What it is called by.
  String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  /// Its text with other words for some that stand for what is not known before.
  String with(Map<String, String> words) {
    String said = text;
    List<String> longestFirst =
        words.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    for (String word : longestFirst) {
      said =
          Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)")
              .matcher(said)
              .replaceAll(Matcher.quoteReplacement(words.get(word)));
    }
    return said;
  }

  @Override
  public String toString() {
    return page + ": " + firstLine();
  }
}
