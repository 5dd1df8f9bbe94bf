namespace SafeChange.Analyzers.Foundation;

/// <summary>File names out of paths, whichever way their slashes lean. No file is touched.</summary>
internal static class FileNames
{
    public static string Of(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    public static string WithoutExtension(string path)
    {
        var name = Of(path);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }
}
