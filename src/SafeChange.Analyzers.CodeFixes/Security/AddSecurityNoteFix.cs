using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Security;

/// <summary>
/// Inserts the skeleton of a note that says why a security setting stays where it is, for a person to fill in: above the
/// member of an initializer, the attribute, the statement or the declaration that it stands in.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSecurityNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddSecurityNoteFix : AddNoteFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.PermissionBuried,
        RuleIds.SecretBuried,
        RuleIds.HeaderBuried,
        RuleIds.LimitBuried,
        RuleIds.LoggingBuried,
        RuleIds.TransportBuried,
        RuleIds.AuthenticationBuried,
        RuleIds.CookieBuried,
        RuleIds.CorsBuried,
        RuleIds.AntiforgeryBuried,
        RuleIds.CryptographyBuried,
        RuleIds.DeserializationBuried,
        RuleIds.RateLimitBuried,
        RuleIds.DetailsExposed,
        RuleIds.HostingBuried,
        RuleIds.WeakeningUndocumented);

    private protected override string Title => "Say why it stays here";

    // What is written there already, an owner for instance, is not asked for again.
    private protected override IEnumerable<string> Lines(SyntaxNode place)
    {
        var written = ChangeNoteReader.FromTrivia(place.GetLeadingTrivia());
        return NoteSkeleton.Security.Where(line => written?[line.Field] is null).Select(static line => line.Line);
    }

    /// <summary>What the note is put above: the nearest of what stands first on its line and that a note is read from.</summary>
    private protected override SyntaxNode? Place(SyntaxNode root, CodeLayout layout, Diagnostic diagnostic)
    {
        var found = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        foreach (var node in found.AncestorsAndSelf())
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax or CompilationUnitSyntax or SwitchSectionSyntax or BlockSyntax { Statements.Count: > 1 }:
                    // Several statements on a line: a note above would answer for all of them.
                    return null;
                case BlockSyntax or AnonymousFunctionExpressionSyntax:
                    // The statement or the member around it.
                    break;
                case ExpressionSyntax { Parent: InitializerExpressionSyntax } or AttributeListSyntax or StatementSyntax or MemberDeclarationSyntax
                    when layout.IsFirstOnLine(node.SpanStart) && !IsInText(node):
                    return node;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    // Between the braces of an interpolated string a comment may not be allowed.
    private static bool IsInText(SyntaxNode node) => node.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not null;
}
