using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

/// <summary>What Write Down brings back from the migrations before: the definition, and what went along with it.</summary>
public sealed class RestoreFromHistoryTests
{
    private const string Blog = """
        migrationBuilder.CreateTable(
            name: "Authors",
            columns: table => new
            {
                Id = table.Column<int>(type: "integer", nullable: false),
                Name = table.Column<string>(type: "text", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Authors", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "Posts",
            columns: table => new
            {
                Id = table.Column<int>(type: "integer", nullable: false)
                    .Annotation("Sqlite:Autoincrement", true),
                AuthorId = table.Column<int>(type: "integer", nullable: false),
                Url = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Posts", x => x.Id);
                table.UniqueConstraint("AK_Posts_Url", x => new { x.Url, x.AuthorId });
                table.CheckConstraint("CK_Posts_Url", "length(\"Url\") > 0");
                table.ForeignKey(
                    name: "FK_Posts_Authors_AuthorId",
                    column: x => x.AuthorId,
                    principalTable: "Authors",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            },
            comment: "What is read");

        migrationBuilder.CreateIndex(
            name: "IX_Posts_AuthorId",
            table: "Posts",
            column: "AuthorId");
        """;

    private const string MySqlKeys = """
        migrationBuilder.CreateTable(
            name: "Posts",
            columns: table => new
            {
                Id = table.Column<int>(type: "int", nullable: false),
                Key = table.Column<string>(type: "longtext", nullable: false).Annotation("MySql:CharSet", "utf8mb4")
            },
            constraints: table => table.PrimaryKey("PK_Posts", x => x.Id));
        """;

    private const string Circle = """
        migrationBuilder.CreateTable(
            name: "Decisions",
            columns: table => new { Id = table.Column<int>(nullable: false), RequestId = table.Column<int>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_Decisions", x => x.Id));

        migrationBuilder.CreateTable(
            name: "Leases",
            columns: table => new { Id = table.Column<int>(nullable: false), RequestId = table.Column<int>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_Leases", x => x.Id));

        migrationBuilder.CreateTable(
            name: "Requests",
            columns: table => new { Id = table.Column<int>(nullable: false), LeaseId = table.Column<int>(nullable: true) },
            constraints: table =>
            {
                table.PrimaryKey("PK_Requests", x => x.Id);
                table.ForeignKey(name: "FK_Requests_Leases", column: x => x.LeaseId, principalTable: "Leases", principalColumn: "Id");
            });

        migrationBuilder.AddForeignKey(name: "FK_Decisions_Requests", table: "Decisions", column: "RequestId", principalTable: "Requests", principalColumn: "Id");

        migrationBuilder.AddForeignKey(name: "FK_Leases_Requests", table: "Leases", column: "RequestId", principalTable: "Requests", principalColumn: "Id");
        """;

    private const string Tags = """
        migrationBuilder.CreateTable(
            name: "Tags",
            columns: table => new { Id = table.Column<int>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_Tags", x => x.Id));

        migrationBuilder.CreateIndex(name: "IX_Tags", table: "Tags", column: "Id");

        migrationBuilder.Sql("DROP INDEX \"IX_Tags\"");
        """;

    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);

    private static Sources Files(string up, string down, string earlier = Blog, string members = "", string usings = "") =>
    [
        ("Migrations/20240101000000_Earlier.cs", MigrationSource.Of(
            earlier, "throw new System.NotSupportedException(\"Nothing comes before this one; drop the database instead.\");", className: "Earlier", members: members)),
        ("Migrations/20260101000000_Change.cs", MigrationSource.Of(up, down, downName: down.Length == 0 ? "{|SAFE3002:Down|}" : "Down", members: members, usings: usings)),
    ];

    [Fact]
    public Task A_dropped_table_comes_back_with_its_keys_constraints_and_indexes() => Verify.Fixes(
        Files("""{|SAFE3021:migrationBuilder.DropTable|}(name: "Posts");""", ""),
        Files(
            """migrationBuilder.DropTable(name: "Posts");""",
            """
            {|SAFE0012:// rollback: <how 'Posts' is restored, or why it need not be>|}
            // owner:
            // expected:
            migrationBuilder.CreateTable(
                name: "Posts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthorId = table.Column<int>(type: "integer", nullable: false),
                    Url = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Posts", x => x.Id);
                    table.UniqueConstraint("AK_Posts_Url", x => new { x.Url, x.AuthorId });
                    table.CheckConstraint("CK_Posts_Url", "length(\"Url\") > 0");
                    table.ForeignKey(
                        name: "FK_Posts_Authors_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Authors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "What is read");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AuthorId",
                table: "Posts",
                column: "AuthorId");
            """));

    [Fact]
    public Task A_dropped_column_comes_back_as_the_migrations_have_left_it_and_with_a_default_for_its_rows() => Verify.Fixes(
        Files(
            """
            // rollback: addresses are in the backup table
            migrationBuilder.DropColumn(name: "Address", table: "Posts");
            """,
            "",
            earlier: Blog + """

                migrationBuilder.RenameColumn(name: "Url", table: "Posts", newName: "Address");

                migrationBuilder.AlterColumn<string>(
                    name: "Address",
                    table: "Posts",
                    type: "text",
                    nullable: false,
                    oldClrType: typeof(string),
                    oldType: "character varying(200)",
                    oldMaxLength: 200);

                migrationBuilder.DropUniqueConstraint(name: "AK_Posts_Url", table: "Posts");
                """),
        Files(
            """
            // rollback: addresses are in the backup table
            migrationBuilder.DropColumn(name: "Address", table: "Posts");
            """,
            """
            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "Posts",
                type: "text",
                nullable: false,
                defaultValue: "");
            """,
            earlier: Blog + """

                migrationBuilder.RenameColumn(name: "Url", table: "Posts", newName: "Address");

                migrationBuilder.AlterColumn<string>(
                    name: "Address",
                    table: "Posts",
                    type: "text",
                    nullable: false,
                    oldClrType: typeof(string),
                    oldType: "character varying(200)",
                    oldMaxLength: 200);

                migrationBuilder.DropUniqueConstraint(name: "AK_Posts_Url", table: "Posts");
                """));

    [Fact]
    public Task Keys_and_constraints_come_back_by_calls_of_their_own() => Verify.Fixes(
        Files(
            """
            migrationBuilder.DropForeignKey(name: "FK_Posts_Authors_AuthorId", table: "Posts");
            migrationBuilder.DropPrimaryKey(name: "PK_Posts", table: "Posts");
            migrationBuilder.DropUniqueConstraint(name: "AK_Posts_Url", table: "Posts");
            migrationBuilder.DropCheckConstraint(name: "CK_Posts_Url", table: "Posts");
            """,
            ""),
        Files(
            """
            migrationBuilder.DropForeignKey(name: "FK_Posts_Authors_AuthorId", table: "Posts");
            migrationBuilder.DropPrimaryKey(name: "PK_Posts", table: "Posts");
            migrationBuilder.DropUniqueConstraint(name: "AK_Posts_Url", table: "Posts");
            migrationBuilder.DropCheckConstraint(name: "CK_Posts_Url", table: "Posts");
            """,
            """
            migrationBuilder.AddCheckConstraint(
                name: "CK_Posts_Url",
                table: "Posts",
                sql: "length(\"Url\") > 0");

            migrationBuilder.AddUniqueConstraint(
                name: "AK_Posts_Url",
                table: "Posts",
                columns: new[] { "Url", "AuthorId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Posts",
                table: "Posts",
                column: "Id");

            migrationBuilder.AddForeignKey(
                name: "FK_Posts_Authors_AuthorId",
                table: "Posts",
                column: "AuthorId",
                principalTable: "Authors",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
            """));

    [Fact]
    public Task An_injected_schema_is_written_where_the_class_has_it_too() => Verify.Fixes(
        Files(
            """migrationBuilder.DropIndex(name: "IX_Jobs_State", schema: _schema.Name, table: "Jobs");""",
            "",
            earlier: """migrationBuilder.CreateIndex(name: "IX_Jobs_State", schema: _schema.Name, table: "Jobs", column: "State");""",
            members: "private readonly Settings _schema = new();\nprivate sealed class Settings { public string Name { get; } = \"jobs\"; }"),
        Files(
            """migrationBuilder.DropIndex(name: "IX_Jobs_State", schema: _schema.Name, table: "Jobs");""",
            """
            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State",
                schema: _schema.Name,
                table: "Jobs",
                column: "State");
            """,
            earlier: """migrationBuilder.CreateIndex(name: "IX_Jobs_State", schema: _schema.Name, table: "Jobs", column: "State");""",
            members: "private readonly Settings _schema = new();\nprivate sealed class Settings { public string Name { get; } = \"jobs\"; }"));

    [Fact]
    public Task A_type_of_another_namespace_is_imported()
    {
        var earlier = ("Migrations/20240101000000_Earlier.cs", MigrationSource.Of(
            """migrationBuilder.AddColumn<DayOfWeek>(name: "Level", table: "Log", nullable: false, defaultValue: System.DayOfWeek.Monday).Annotation("Kind", FileMode.Open);""",
            "throw new NotSupportedException(\"Nothing comes before this one; drop the database instead.\");",
            className: "Earlier", usings: "using System;\nusing System.IO;\n"));
        const string Up = """
            // rollback: the levels are in the log
            migrationBuilder.DropColumn(name: "Level", table: "Log");
            """;
        return Verify.Fixes(
            [earlier, ("Migrations/20260101000000_Change.cs", MigrationSource.Of(Up, "", downName: "{|SAFE3002:Down|}"))],
            [
                earlier,
                ("Migrations/20260101000000_Change.cs", MigrationSource.Of(
                    Up,
                    """
                    migrationBuilder.AddColumn<DayOfWeek>(
                        name: "Level",
                        table: "Log",
                        nullable: false,
                        defaultValue: System.DayOfWeek.Monday)
                        .Annotation("Kind", FileMode.Open);
                    """,
                    usings: "using System;\nusing System.IO;\n")),
            ]);
    }

    [Fact]
    public Task What_no_migration_before_has_defined_is_left_to_a_person() => Verify.NoFix(
        Files("""migrationBuilder.DropIndex(name: "IX_Unknown", table: "Posts");""", ""));

    [Fact]
    public Task A_column_that_no_migration_defines_comes_back_from_the_previous_model()
    {
        const string Up = """
            // rollback: names are in the log
            migrationBuilder.DropColumn(name: "nick_name", table: "Users");
            """;
        var designer = ("Migrations/20250101000000_Squashed.Designer.cs", """
            // <auto-generated />
            using Microsoft.EntityFrameworkCore;
            namespace Blog.Migrations
            {
                partial class Squashed
                {
                    protected override void BuildTargetModel(ModelBuilder modelBuilder)
                    {
                        modelBuilder.Entity("Blog.User", b =>
                            {
                                b.Property<int>("Id").ValueGeneratedOnAdd().HasColumnType("integer");
                                b.Property<string>("Nick")
                                    .IsRequired()
                                    .HasMaxLength(40)
                                    .HasColumnType("character varying(40)")
                                    .HasColumnName("nick_name");
                                b.HasKey("Id");
                                b.ToTable("Users");
                            });
                    }
                }
            }
            """);
        var squashed = ("Migrations/20250101000000_Squashed.cs", MigrationSource.Of("", "", className: "Squashed"));
        return Verify.Fixes(
            [designer, squashed, ("Migrations/20260101000000_Change.cs", MigrationSource.Of(Up, "", downName: "{|SAFE3002:Down|}"))],
            [
                designer, squashed,
                ("Migrations/20260101000000_Change.cs", MigrationSource.Of(
                    Up,
                    """
                    migrationBuilder.AddColumn<string>(
                        name: "nick_name",
                        table: "Users",
                        type: "character varying(40)",
                        maxLength: 40,
                        nullable: false,
                        defaultValue: "");
                    """)),
            ]);
    }

    [Fact]
    public Task A_table_that_raw_SQL_has_altered_is_left_to_a_person() => Verify.NoFix(
        Files(
            """migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""",
            "",
            earlier: Blog + """

                migrationBuilder.Sql("DROP INDEX \"IX_Posts_AuthorId\"; CREATE INDEX \"IX_Posts_AuthorId\" ON \"Posts\" (\"AuthorId\", \"Url\");");
                """));

    [Fact]
    public Task Another_context_with_a_table_of_that_name_is_another_table() => Verify.NoFix(
    [
        ("Contexts.cs", "public class First : Microsoft.EntityFrameworkCore.DbContext { } public class Second : Microsoft.EntityFrameworkCore.DbContext { }"),
        ("20240101000000_Earlier.cs", Attributed("First", "20240101000000_Earlier", MigrationSource.Of(Blog, "throw new System.NotSupportedException(\"Nothing comes before this one; drop the database instead.\");", className: "Earlier"))),
        ("20260101000000_Change.cs", Attributed("Second", "20260101000000_Change", MigrationSource.Of("""migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""", "", downName: "{|SAFE3002:Down|}"))),
    ]);

    [Fact]
    public Task A_context_whose_migrations_have_moved_to_another_namespace_has_one_history()
    {
        var context = ("Contexts.cs", "public class First : Microsoft.EntityFrameworkCore.DbContext { }");
        var earlier = ("20240101000000_Earlier.cs", Attributed("First", "20240101000000_Earlier", MigrationSource.Of(Blog, "throw new System.NotSupportedException(\"Nothing comes before this one; drop the database instead.\");", className: "Earlier"))
            .Replace("namespace Blog.Migrations", "namespace Blog.Old", System.StringComparison.Ordinal));
        const string Up = """migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""";
        return Verify.Fixes(
            [context, earlier, ("20260101000000_Change.cs", Attributed("First", "20260101000000_Change", MigrationSource.Of(Up, "", downName: "{|SAFE3002:Down|}")))],
            [
                context, earlier,
                ("20260101000000_Change.cs", Attributed("First", "20260101000000_Change", MigrationSource.Of(
                    Up,
                    """
                    migrationBuilder.CreateIndex(
                        name: "IX_Posts_AuthorId",
                        table: "Posts",
                        column: "AuthorId");
                    """))),
            ]);
    }

    [Fact]
    public Task A_later_migration_says_nothing_about_what_was_before() => Verify.NoFix(
    [
        ("20270101000000_Later.cs", MigrationSource.Of(Blog, "throw new System.NotSupportedException(\"Nothing comes before this one; drop the database instead.\");", className: "Later")),
        ("20260101000000_Change.cs", MigrationSource.Of("""migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""", "", downName: "{|SAFE3002:Down|}")),
    ]);

    [Fact]
    public Task A_refusal_is_needless_where_the_migrations_before_say_what_was_dropped() => Verify.Reports(
        Files("""migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""", "{|SAFE3005:throw new System.NotImplementedException();|}"));

    [Fact]
    public Task Unknown_code_in_between_leaves_a_refusal_alone_but_for_its_reason() => Verify.Reports(
        Files(
            """migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");""",
            "{|SAFE3004:throw new System.NotImplementedException();|}",
            earlier: Blog + "\n\nmigrationBuilder.Operations.Clear();"));

    [Fact]
    public Task SQL_that_can_be_taken_back_is() => Verify.Fixes(
        Files(
            """
            migrationBuilder.AddColumn<string>(name: "Slug", table: "Posts", type: "text", nullable: true);
            migrationBuilder.Sql("UPDATE \"Posts\" SET \"Slug\" = lower(\"Url\")");
            migrationBuilder.Sql("CREATE INDEX \"IX_Posts_Slug\" ON \"Posts\" USING hash (\"Slug\")");
            """,
            ""),
        Files(
            """
            migrationBuilder.AddColumn<string>(name: "Slug", table: "Posts", type: "text", nullable: true);
            migrationBuilder.Sql("UPDATE \"Posts\" SET \"Slug\" = lower(\"Url\")");
            migrationBuilder.Sql("CREATE INDEX \"IX_Posts_Slug\" ON \"Posts\" USING hash (\"Slug\")");
            """,
            """
            migrationBuilder.Sql("DROP INDEX \"IX_Posts_Slug\";");

            migrationBuilder.DropColumn(
                name: "Slug",
                table: "Posts");
            """));

    [Fact]
    public Task SQL_that_changes_what_was_there_is_left_to_a_person() => Verify.Fixes(
        Files(
            """
            migrationBuilder.AddColumn<string>(name: "Slug", table: "Posts", type: "text", nullable: true);
            migrationBuilder.Sql("UPDATE \"Posts\" SET \"Slug\" = lower(\"Url\"), \"Url\" = ''");
            """,
            ""),
        Files(
            """
            migrationBuilder.AddColumn<string>(name: "Slug", table: "Posts", type: "text", nullable: true);
            migrationBuilder.Sql("UPDATE \"Posts\" SET \"Slug\" = lower(\"Url\"), \"Url\" = ''");
            """,
            """
            // Not written yet: Sql 'UPDATE "Posts" SET "Slug" = lower("Url")…' is to be undone here, which needs a statement that takes the SQL back.

            migrationBuilder.DropColumn(
                name: "Slug",
                table: "Posts");

            {|SAFE3004:throw new NotSupportedException("The way back from 20260101000000_Change is not written yet (Sql UPDATE \"Posts\" SET \"Slug\" = lower(\"Url\")…).");|}
            """, usings: "using System;\n"));

    private static string Attributed(string context, string id, string source) =>
        source.Replace("    public partial class", $"    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof({context}))]\n    [Migration(\"{id}\")]\n    public partial class", System.StringComparison.Ordinal);

    [Fact]
    public Task A_column_of_a_table_that_raw_SQL_has_altered_comes_back_from_the_previous_model()
    {
        const string Up = """
            // rollback: names are in the log
            migrationBuilder.DropColumn(name: "nick_name", table: "Users");
            """;
        var created = ("Migrations/20240101000000_Created.cs", MigrationSource.Of(
            """
            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    nick_name = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table => table.PrimaryKey("PK_Users", x => x.Id));
            """,
            """migrationBuilder.DropTable(name: "Users");""",
            className: "Created"));
        var altered = ("Migrations/20250101000000_Altered.cs", MigrationSource.Of(
            """migrationBuilder.Sql("ALTER TABLE \"Users\" ALTER COLUMN nick_name TYPE character varying(40)");""",
            """migrationBuilder.Sql("ALTER TABLE \"Users\" ALTER COLUMN nick_name TYPE text");""",
            className: "Altered"));
        var designer = ("Migrations/20250101000000_Altered.Designer.cs", """
            // <auto-generated />
            using Microsoft.EntityFrameworkCore;
            namespace Blog.Migrations
            {
                partial class Altered
                {
                    protected override void BuildTargetModel(ModelBuilder modelBuilder)
                    {
                        modelBuilder.Entity("Blog.User", b =>
                            {
                                b.Property<int>("Id").HasColumnType("integer");
                                b.Property<string>("nick_name").HasMaxLength(40).HasColumnType("character varying(40)");
                                b.HasKey("Id");
                                b.ToTable("Users");
                            });
                    }
                }
            }
            """);
        return Verify.Fixes(
            [created, altered, designer, ("Migrations/20260101000000_Change.cs", MigrationSource.Of(Up, "", downName: "{|SAFE3002:Down|}"))],
            [
                created, altered, designer,
                ("Migrations/20260101000000_Change.cs", MigrationSource.Of(
                    Up,
                    """
                    migrationBuilder.AddColumn<string>(
                        name: "nick_name",
                        table: "Users",
                        type: "character varying(40)",
                        maxLength: 40,
                        nullable: true);
                    """)),
            ]);
    }

    [Fact]
    public Task What_is_dropped_after_its_column_comes_back_once() => Verify.Fixes(
        Files(
            """
            // rollback: authors are in the log
            migrationBuilder.DropColumn(name: "AuthorId", table: "Posts");

            migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");

            migrationBuilder.DropForeignKey(name: "FK_Posts_Authors_AuthorId", table: "Posts");
            """,
            "",
            earlier: Blog.Replace("table.UniqueConstraint(\"AK_Posts_Url\", x => new { x.Url, x.AuthorId });", "")),
        Files(
            """
            // rollback: authors are in the log
            migrationBuilder.DropColumn(name: "AuthorId", table: "Posts");

            migrationBuilder.DropIndex(name: "IX_Posts_AuthorId", table: "Posts");

            migrationBuilder.DropForeignKey(name: "FK_Posts_Authors_AuthorId", table: "Posts");
            """,
            """
            migrationBuilder.AddColumn<int>(
                name: "AuthorId",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddForeignKey(
                name: "FK_Posts_Authors_AuthorId",
                table: "Posts",
                column: "AuthorId",
                principalTable: "Authors",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AuthorId",
                table: "Posts",
                column: "AuthorId");
            """,
            earlier: Blog.Replace("table.UniqueConstraint(\"AK_Posts_Url\", x => new { x.Url, x.AuthorId });", "")));

    [Fact]
    public Task A_text_that_Pomelo_adds_to_MySQL_comes_back_without_a_default() => Verify.Fixes(
        Files(
            """
            // rollback: keys are in the vault
            migrationBuilder.DropColumn(name: "Key", table: "Posts");
            """,
            "",
            earlier: MySqlKeys),
        Files(
            """
            // rollback: keys are in the vault
            migrationBuilder.DropColumn(name: "Key", table: "Posts");
            """,
            """
            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "Posts",
                type: "longtext",
                nullable: false)
                .Annotation("MySql:CharSet", "utf8mb4");
            """,
            earlier: MySqlKeys));

    [Fact]
    public Task Pomelo_fills_a_text_that_becomes_required_again_by_an_update_ahead() => Verify.Fixes(
        Files(
            """
            migrationBuilder.AlterColumn<string>(name: "Url", table: "Posts", type: "longtext", nullable: true, oldClrType: typeof(string), oldType: "longtext")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");
            """,
            ""),
        Files(
            """
            migrationBuilder.AlterColumn<string>(name: "Url", table: "Posts", type: "longtext", nullable: true, oldClrType: typeof(string), oldType: "longtext")
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");
            """,
            """
            migrationBuilder.UpdateData(
                table: "Posts",
                keyColumn: "Url",
                keyValue: null,
                column: "Url",
                value: "");

            migrationBuilder.AlterColumn<string>(
                name: "Url",
                table: "Posts",
                type: "longtext",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "longtext",
                oldNullable: true)
                .Annotation("MySql:CharSet", "utf8mb4")
                .OldAnnotation("MySql:CharSet", "utf8mb4");
            """));

    [Fact]
    public Task A_collation_that_was_in_an_annotation_goes_back_to_one() => Verify.Fixes(
        Files(
            """
            migrationBuilder.AlterColumn<Guid>(name: "Key", table: "Posts", type: "char(36)", nullable: true, collation: "ascii_general_ci", oldClrType: typeof(Guid), oldType: "char(36)")
                .OldAnnotation("Relational:Collation", "ascii_general_ci");
            """,
            "",
            usings: "using System;\n"),
        Files(
            """
            migrationBuilder.AlterColumn<Guid>(name: "Key", table: "Posts", type: "char(36)", nullable: true, collation: "ascii_general_ci", oldClrType: typeof(Guid), oldType: "char(36)")
                .OldAnnotation("Relational:Collation", "ascii_general_ci");
            """,
            """
            migrationBuilder.AlterColumn<Guid>(
                name: "Key",
                table: "Posts",
                type: "char(36)",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                collation: "ascii_general_ci",
                oldClrType: typeof(Guid),
                oldType: "char(36)",
                oldNullable: true)
                .OldAnnotation("Relational:Collation", "ascii_general_ci");
            """,
            usings: "using System;\n"));

    [Fact]
    public Task A_new_table_goes_before_the_later_one_that_it_points_to_unless_that_points_back() => Verify.Fixes(
        Files(Circle, ""),
        Files(
            Circle,
            """
            migrationBuilder.DropForeignKey(
                name: "FK_Leases_Requests",
                table: "Leases");

            migrationBuilder.DropTable(
                name: "Decisions");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "Leases");
            """));

    [Fact]
    public Task SQL_that_drops_an_index_leaves_the_rest_of_the_table_known() => Verify.Fixes(
        Files("migrationBuilder.DropCheckConstraint(name: \"CK_Posts_Url\", table: \"Posts\");", "", earlier: Blog + "\n\nmigrationBuilder.Sql(\"DROP INDEX IF EXISTS [IX_Posts_AuthorId] ON [Posts]\");"),
        Files(
            "migrationBuilder.DropCheckConstraint(name: \"CK_Posts_Url\", table: \"Posts\");",
            """
            migrationBuilder.AddCheckConstraint(
                name: "CK_Posts_Url",
                table: "Posts",
                sql: "length(\"Url\") > 0");
            """,
            earlier: Blog + "\n\nmigrationBuilder.Sql(\"DROP INDEX IF EXISTS [IX_Posts_AuthorId] ON [Posts]\");"));

    [Fact]
    public Task An_index_that_SQL_has_dropped_does_not_come_back_with_its_table() => Verify.Fixes(
        Files(
            """
            // rollback: from the backup
            migrationBuilder.DropTable(name: "Tags");
            """,
            "",
            earlier: Tags),
        Files(
            """
            // rollback: from the backup
            migrationBuilder.DropTable(name: "Tags");
            """,
            """
            migrationBuilder.CreateTable(
                name: "Tags",
                columns: table => new
                {
                    Id = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tags", x => x.Id);
                });
            """,
            earlier: Tags));

    [Fact]
    public Task A_type_that_an_old_scaffold_leaves_out_comes_from_the_previous_model()
    {
        var old = ("Migrations/20190101000000_Old.cs", MigrationSource.Of(
            """
            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<int>(nullable: false),
                    Pin = table.Column<string>(maxLength: 8, nullable: false)
                },
                constraints: table => table.PrimaryKey("PK_Users", x => x.Id));
            """,
            """migrationBuilder.DropTable(name: "Users");""",
            className: "Old"));
        var designer = ("Migrations/20190101000000_Old.Designer.cs", """
            // <auto-generated />
            using Microsoft.EntityFrameworkCore;
            namespace Blog.Migrations
            {
                partial class Old
                {
                    protected override void BuildTargetModel(ModelBuilder modelBuilder)
                    {
                        modelBuilder.Entity("Blog.User", b =>
                            {
                                b.Property<int>("Id").HasColumnType("INTEGER");
                                b.Property<string>("Pin").HasColumnType("TEXT");
                                b.HasKey("Id");
                                b.ToTable("Users");
                            });
                    }
                }
            }
            """);
        const string Up = """
            // rollback: nobody uses pins
            migrationBuilder.DropColumn(name: "Pin", table: "Users");
            """;
        return Verify.Fixes(
            [old, designer, ("Migrations/20260101000000_Change.cs", MigrationSource.Of(Up, "", downName: "{|SAFE3002:Down|}"))],
            [
                old, designer,
                ("Migrations/20260101000000_Change.cs", MigrationSource.Of(
                    Up,
                    """
                    migrationBuilder.AddColumn<string>(
                        name: "Pin",
                        table: "Users",
                        type: "TEXT",
                        maxLength: 8,
                        nullable: false,
                        defaultValue: "");
                    """)),
            ]);
    }
}
