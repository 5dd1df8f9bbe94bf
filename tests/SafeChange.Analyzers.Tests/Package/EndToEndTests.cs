using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Sarif;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Package;

/// <summary>
/// What a person has who adds the package to a project: the packed package, a compiler of the SDK's, real EF Core.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class EndToEndTests(EndToEndTests.Consumer consumer) : IClassFixture<EndToEndTests.Consumer>
{
    [Fact]
    public void A_build_reports_a_faulty_migration_at_its_line() =>
        Assert.Equal(
            """
            SAFE3002 warning Migrations/20260101000000_AddPosts.cs:15
            SAFE3004 note Migrations/20260102000000_RenameTags.cs:13
            SAFE3002 note Migrations/Old/20250101000000_AddBlogs.cs:15
            """,
            consumer.Results("built"));

    [Fact]
    public void A_build_shows_warnings_on_the_console() =>
        Assert.Contains("20260101000000_AddPosts.cs(15,33): warning SAFE3002:", consumer.Output);

    [Fact]
    public void The_preset_None_is_silent_but_for_what_an_editorconfig_names() =>
        Assert.Equal("SAFE3002 note Migrations/Old/20250101000000_AddBlogs.cs:15", consumer.Results("None"));

    [Fact]
    public void The_preset_Strict_makes_warnings_of_suggestions_but_not_of_what_an_editorconfig_names() =>
        Assert.Equal(
            """
            SAFE3002 warning Migrations/20260101000000_AddPosts.cs:15
            SAFE3004 warning Migrations/20260102000000_RenameTags.cs:13
            SAFE3002 note Migrations/Old/20250101000000_AddBlogs.cs:15
            """,
            consumer.Results("strict"));

    [Fact]
    public void A_preset_that_does_not_exist_is_reported_and_changes_nothing_else() =>
        Assert.Equal("SAFE0001 warning\n" + consumer.Results("built"), consumer.Results("Strickt"));

    [Fact]
    public void A_project_that_has_the_package_through_another_is_analysed_with_its_preset() =>
        Assert.Equal("SAFE3004 warning Migrations/20260102000000_RenameTags.cs:13", consumer.Results("Transitive"));

    /// <summary>A project with three migrations, restored once, built as a person builds it and then in every mode.</summary>
    public sealed class Consumer(PackedPackage package) : IAsyncLifetime
    {
        private const string CreateTable = """
            migrationBuilder.CreateTable(
                name: "Posts",
                columns: table => new { Id = table.Column<int>(type: "INTEGER", nullable: false) },
                constraints: table => table.PrimaryKey("PK_Posts", row => row.Id));
            """;

        private const string UpdateRows = """
            migrationBuilder.Sql("UPDATE Tags SET Name = upper(Name)");
            """;

        private readonly string folder = Directory.CreateTempSubdirectory("safechange-consumer-").FullName;

        /// <summary>What the build has written to the console.</summary>
        public string Output { get; private set; } = "";

        /// <summary>What a build has found, a line each with rule, level and place, in the order of the files.</summary>
        public string Results(string build)
        {
            var results = SarifLog.Load(Path.Combine(folder, build + ".sarif")).Runs.Single().Results
                .Where(result => result.RuleId.StartsWith("SAFE", StringComparison.Ordinal))
                .Select(result => (
                    Rule: $"{result.RuleId} {result.Level.ToString().ToLowerInvariant()}",
                    Place: Place(result.Locations?.FirstOrDefault()?.PhysicalLocation)));
            return string.Join("\n", results.OrderBy(result => result.Place, StringComparer.Ordinal).Select(result => result.Rule + result.Place));
        }

        public async Task InitializeAsync()
        {
            Write("NuGet.config", $"""
                <configuration>
                  <packageSources>
                    <add key="packed" value="{package.Feed}" />
                  </packageSources>
                  <!-- Everything but our package is on this machine already: the tests were built with it. -->
                  <fallbackPackageFolders>
                    <add key="machine" value="{PackedPackage.MachinePackages}" />
                  </fallbackPackageFolders>
                </configuration>
                """);
            Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath>
                    <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                  </PropertyGroup>
                </Project>
                """);
            Write("Consumer.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <ItemGroup>
                    <Compile Include="Migrations/**/*.cs" />
                    <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="{PackedPackage.EntityFrameworkCoreVersion}" />
                    <PackageReference Include="SafeChange.Analyzers" Version="{package.Version}" PrivateAssets="all" />
                  </ItemGroup>
                </Project>
                """);
            Write("Library/Library.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <ItemGroup>
                    <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="{PackedPackage.EntityFrameworkCoreVersion}" />
                    <PackageReference Include="SafeChange.Analyzers" Version="{package.Version}" PrivateAssets="none" />
                  </ItemGroup>
                </Project>
                """);
            Write("Transitive/Transitive.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <SafeChangeAnalysisMode>Strict</SafeChangeAnalysisMode>
                  </PropertyGroup>
                  <ItemGroup>
                    <Compile Include="../Migrations/20260102000000_RenameTags.cs" />
                    <ProjectReference Include="../Library/Library.csproj" />
                  </ItemGroup>
                </Project>
                """);
            // One process for the further builds: each of its own would cost seconds to start. Default is what was built.
            Write("Modes.proj", """
                <Project>
                  <ItemGroup>
                    <Mode Include="None;strict;Strickt" />
                  </ItemGroup>
                  <Target Name="Build">
                    <MSBuild
                      Projects="Consumer.csproj"
                      Properties="SafeChangeAnalysisMode=%(Mode.Identity);IntermediateOutputPath=obj/%(Mode.Identity)/;OutDir=bin/%(Mode.Identity)/;ErrorLog=%(Mode.Identity).sarif,version=2.1" />
                    <MSBuild Projects="Transitive/Transitive.csproj" Targets="Restore" Properties="MSBuildRestoreSessionId=Transitive" />
                    <MSBuild Projects="Transitive/Transitive.csproj" Properties="ErrorLog=$(MSBuildProjectDirectory)/Transitive.sarif,version=2.1" />
                  </Target>
                </Project>
                """);
            Write("Migrations/20260101000000_AddPosts.cs", Migration("AddPosts", CreateTable, "{\n        }"));
            Write("Migrations/20260102000000_RenameTags.cs", Migration("RenameTags", UpdateRows, "=> throw new NotSupportedException();"));
            Write("Migrations/Old/20250101000000_AddBlogs.cs", Migration("AddBlogs", CreateTable, "{\n        }"));
            Write("Migrations/Old/.editorconfig", """
                [*.cs]
                dotnet_diagnostic.SAFE3002.severity = suggestion
                """);

            Output = await DotNet.RunAsync(folder, "build", "Consumer.csproj", "-p:ErrorLog=built.sarif%2cversion=2.1");
            await DotNet.RunAsync(folder, "msbuild", "Modes.proj", "-v:quiet");
        }

        public Task DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }

        private string Place(PhysicalLocation? place) => place is null
            ? ""
            : $" {Path.GetRelativePath(folder, place.ArtifactLocation.Uri.LocalPath).Replace('\\', '/')}:{place.Region.StartLine}";

        private void Write(string path, string text)
        {
            var file = new FileInfo(Path.Combine(folder, path));
            file.Directory!.Create();
            File.WriteAllText(file.FullName, text);
        }

        private static string Migration(string name, string up, string down) => $$"""
            using Microsoft.EntityFrameworkCore.Migrations;

            namespace Consumer.Migrations
            {
                public partial class {{name}} : Migration
                {
                    protected override void Up(MigrationBuilder migrationBuilder)
                    {
                        {{up}}
                    }

                    protected override void Down(MigrationBuilder migrationBuilder)
                    {{down}}
                }
            }
            """;
    }
}
