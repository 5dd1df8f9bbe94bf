namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Every rule ID, and the only place where one is written as a literal. IDs are grouped by family, never reused and
/// never renumbered.
/// </summary>
internal static class RuleIds
{
    // 0xxx: configuration and change notes
    public const string InvalidOption = "SAFE0001";
    public const string InvalidCatalogEntry = "SAFE0002";
    public const string ChangeNoteIncomplete = "SAFE0011";
    public const string ChangeNotePlaceholder = "SAFE0012";

    // 1xxx: security settings
    public const string PermissionBuried = "SAFE1001";
    public const string SecretBuried = "SAFE1002";
    public const string HeaderBuried = "SAFE1003";
    public const string LimitBuried = "SAFE1004";
    public const string LoggingBuried = "SAFE1005";
    public const string TransportBuried = "SAFE1006";
    public const string AuthenticationBuried = "SAFE1007";
    public const string CookieBuried = "SAFE1008";
    public const string CorsBuried = "SAFE1009";
    public const string AntiforgeryBuried = "SAFE1010";
    public const string CryptographyBuried = "SAFE1011";
    public const string DeserializationBuried = "SAFE1012";
    public const string RateLimitBuried = "SAFE1013";
    public const string DetailsExposed = "SAFE1014";
    public const string HostingBuried = "SAFE1015";
    public const string SettingDecidedTwice = "SAFE1021";
    public const string WeakeningUndocumented = "SAFE1022";

    // 2xxx: background jobs
    public const string ValueAccumulated = "SAFE2001";
    public const string RowInsertedAgain = "SAFE2002";
    public const string PaymentWithoutKey = "SAFE2004";
    public const string NotificationRepeated = "SAFE2005";
    public const string HttpCallNotIdempotent = "SAFE2006";
    public const string MarkerNeverChecked = "SAFE2007";
    public const string UnstableKey = "SAFE2008";
    public const string ProgressSavedTooLate = "SAFE2009";
    public const string IdempotentClaimUnfounded = "SAFE2090";

    // 3xxx: migrations
    public const string MigrationWithoutDown = "SAFE3001";
    public const string EmptyDownAfterSchemaChange = "SAFE3002";
    public const string EmptyDownAfterDataChange = "SAFE3003";
    public const string DownThrowsWithoutReason = "SAFE3004";
    public const string DownThrowsThoughReversible = "SAFE3005";
    public const string DownDoesNotReverse = "SAFE3011";
    public const string DownUndoesUnrelated = "SAFE3012";
    public const string DownRestoresDifferently = "SAFE3013";
    public const string DownOrderBreaks = "SAFE3014";
    public const string ProviderBranchNotReversed = "SAFE3015";
    public const string RawSqlNotReversed = "SAFE3017";
    public const string DataLossUndocumented = "SAFE3021";
    public const string NoteContradictsCode = "SAFE3022";
    public const string DropAndAddLooksLikeRename = "SAFE3023";
    public const string NonTransactionalMixed = "SAFE3031";
    public const string IndexBuiltOffline = "SAFE3032";
    public const string RequiredColumnWithoutDefault = "SAFE3033";
    public const string MigrationNeverRuns = "SAFE3044";
}
