using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.ChangeNotes;

namespace SafeChange.Analyzers.Security;

internal static class SecurityNotes
{
    public static ChangeNote? Around(SyntaxNode node) => null;
}
