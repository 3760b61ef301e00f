package io.holdfast.sandbox.contract;

/// All that the sandbox promises to do as a real server does.
public interface MongoServerContract
    extends HandshakeContract,
        CrudContract,
        QueryContract,
        CursorContract,
        CatalogueContract,
        OplogContract,
        ApplyOpsContract,
        SessionContract,
        UserContract,
        ErrorContract,
        TimeSeriesContract {}
