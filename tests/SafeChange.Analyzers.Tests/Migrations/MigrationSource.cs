using System.Linq;

namespace SafeChange.Analyzers.Tests.Migrations;

/// <summary>The source of an EF Core migration, laid out as the scaffolder does.</summary>
internal static class MigrationSource
{
    /// <summary>A migration with these statements in Up and Down.</summary>
    /// <param name="up">The statements of Up.</param>
    /// <param name="down">The statements of Down; null for no Down at all.</param>
    /// <param name="downName">The name of Down with markup, such as <c>{|SAFE3002:Down|}</c>.</param>
    /// <param name="className">The class name with markup.</param>
    /// <param name="members">Further members of the class.</param>
    /// <param name="comment">Lines above the class.</param>
    /// <param name="usings">Further using directives.</param>
    public static string Of(
        string up, string? down, string downName = "Down", string className = "Change", string members = "", string comment = "", string usings = "") =>
        $$"""
        {{usings}}using Microsoft.EntityFrameworkCore.Migrations;

        #nullable disable

        namespace Blog.Migrations
        {
        {{(comment.Length == 0 ? "" : Indent(comment, 1) + "\n")}}    public partial class {{className}} : Migration
            {
                /// <inheritdoc />
                protected override void Up(MigrationBuilder migrationBuilder)
                {
        {{Indent(up, 3)}}
                }
        {{(down is null ? "" : $$"""

                /// <inheritdoc />
                protected override void {{downName}}(MigrationBuilder migrationBuilder)
                {
        {{Body(down)}}        }

        """)}}{{(members.Length == 0 ? "" : "\n" + Indent(members, 2) + "\n")}}    }
        }

        """;

    private static string Body(string down) => down.Length == 0 ? "" : Indent(down, 3) + "\n";

    private static string Indent(string code, int levels) =>
        string.Join("\n", code.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', levels * 4) + line));
}
