using System;
using System.Diagnostics;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.RawSql;

public class SqlReaderTests
{
    private static readonly string[] Samples =
    [
        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN a > 1 THEN 'x;' ELSE E'\\'' END; END; DROP INDEX IF EXISTS [ix] ON dbo.[t]",
        "/* a /* b */ c */ DO $body$ BEGIN PERFORM 1; END $body$; -- end\nDELETE FROM \"a\".\"b\" WHERE x = N'it''s'\nGO\nEXEC sp_rename 'dbo.T.Old', 'New', 'COLUMN'",
        "# note\nALTER TABLE `t` RENAME COLUMN `a` TO `b`; UPDATE #tmp SET a = 1; SELECT tags[1] FROM t; TRUNCATE TABLE t",
    ];

    [Theory]
    // SQL Server
    [InlineData("CREATE INDEX [IX_A] ON [dbo].[T] ([A])", "ReversibleDdl Create INDEX T/IX_A", "DROP INDEX [IX_A] ON [dbo].[T];")]
    [InlineData("EXEC sp_rename 'dbo.T.Old', 'New', 'COLUMN'", "ReversibleDdl Rename COLUMN T/Old>New", "EXEC sp_rename 'dbo.T.New', 'Old', 'COLUMN';")]
    [InlineData("EXEC sp_rename N'dbo.Old', N'New';", "ReversibleDdl Rename TABLE Old>New", "EXEC sp_rename 'dbo.New', 'Old';")]
    [InlineData("EXEC dbo.Migrate @a = 1", "Opaque Other", null)]
    [InlineData("IF EXISTS (SELECT 1) DROP INDEX IX ON T; DELETE FROM T", "Opaque Other", null)]
    [InlineData("CREATE PROCEDURE p AS\nBEGIN\n DELETE FROM T;\n UPDATE T SET A = 1;\nEND", "ReversibleDdl Create PROCEDURE p", "DROP PROCEDURE p;")]
    [InlineData("CREATE PROC p AS DELETE FROM T; UPDATE T SET A = 1;\nGO", "ReversibleDdl Create PROCEDURE p", "DROP PROCEDURE p;")]
    [InlineData("DELETE FROM [dbo].[T] WHERE A = 1", "Irreversible Delete TABLE T", null)]
    [InlineData("DELETE x FROM T x", "Opaque Other", null)]
    [InlineData("UPDATE x SET x.A = 1 FROM T x", "Opaque Other", null)]
    [InlineData("UPDATE #tmp SET A = 1", "Harmless Update TABLE #tmp", null)]
    [InlineData("ALTER TABLE T ALTER COLUMN A int NOT NULL", "Irreversible Alter COLUMN T/A", null)]
    // PostgreSQL
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY ix ON s.t USING gin (a)", "ReversibleDdl Create INDEX t/ix", "DROP INDEX s.ix;")]
    [InlineData("CREATE INDEX \"IX\" ON public.\"T\" (lower(\"A\"))", "ReversibleDdl Create INDEX T/IX", "DROP INDEX public.\"IX\";")]
    [InlineData("CREATE FUNCTION f() RETURNS trigger AS $f$ BEGIN DELETE FROM t; END; $f$ LANGUAGE plpgsql", "ReversibleDdl Create FUNCTION f", "DROP FUNCTION f;")]
    [InlineData("CREATE OR REPLACE FUNCTION f() RETURNS int AS 'SELECT 1' LANGUAGE sql", "ReversibleDdl Create FUNCTION f", null)]
    [InlineData("CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "ReversibleDdl Create TRIGGER t/tr", "DROP TRIGGER tr ON t;")]
    [InlineData("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"", "ReversibleDdl Create EXTENSION uuid-ossp if", null)]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", "ReversibleDdl Create VIEW v", "DROP MATERIALIZED VIEW v;")]
    [InlineData("ALTER TABLE t ALTER COLUMN a TYPE int USING a::int", "Irreversible Alter COLUMN t/a", null)]
    [InlineData("ALTER TABLE s.t RENAME TO n", "ReversibleDdl Rename TABLE t>n", "ALTER TABLE s.n RENAME TO t;")]
    [InlineData("DO $$ BEGIN DELETE FROM t; END $$", "Opaque Other", null)]
    [InlineData("UPDATE t SET a = '{}'::text[], b = f(1, 2) WHERE c = tags[1]", "Irreversible Update TABLE t", null)]
    [InlineData("TRUNCATE TABLE t", "Irreversible Truncate TABLE t", null)]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM t", "Opaque Other", null)]
    [InlineData("SELECT f('t')", "Opaque Other", null)]
    // SQLite
    [InlineData("PRAGMA foreign_keys = 0", "Harmless Other", null)]
    [InlineData("CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN 2 END; DELETE FROM u; END", "ReversibleDdl Create TRIGGER t/tr", "DROP TRIGGER tr;")]
    [InlineData("CREATE VIRTUAL TABLE fts USING fts5(a)", "ReversibleDdl Create TABLE fts", "DROP TABLE fts;")]
    [InlineData("ALTER TABLE \"T\" RENAME COLUMN \"A\" TO \"B\"", "ReversibleDdl Rename COLUMN T/A>B", "ALTER TABLE \"T\" RENAME COLUMN \"B\" TO \"A\";")]
    [InlineData("ALTER TABLE T ADD COLUMN A int DEFAULT 0", "ReversibleDdl Create COLUMN T/A", "ALTER TABLE T DROP COLUMN A;")]
    [InlineData("ALTER TABLE T ADD A int, ADD B int", "Opaque Other", null)]
    [InlineData("CREATE INDEX IX ON T (A)", "ReversibleDdl Create INDEX T/IX", null)]
    [InlineData("INSERT OR IGNORE INTO T SELECT 1", "Irreversible Insert TABLE T", null)]
    [InlineData("DELETE FROM \"__EFMigrationsHistory\" WHERE 1", "Harmless Delete TABLE __EFMigrationsHistory", null)]
    // MySQL
    [InlineData("# drop nothing; DELETE FROM x\nCREATE INDEX `ix` ON `t` (`a`)", "ReversibleDdl Create INDEX t/ix", "DROP INDEX `ix` ON `t`;")]
    [InlineData("ALTER TABLE `t` ADD CONSTRAINT `c` UNIQUE (`a`)", "ReversibleDdl Create CONSTRAINT t/c", "ALTER TABLE `t` DROP CONSTRAINT `c`;")]
    [InlineData("ALTER TABLE t ADD PRIMARY KEY (a)", "Opaque Other", null)]
    [InlineData("UPDATE t SET a = 'it\\'s'; DELETE FROM t", "Opaque Other", null)]
    [InlineData("CREATE PROCEDURE p() BEGIN IF 1 THEN DELETE FROM t; END IF; END", "ReversibleDdl Create PROCEDURE p", "DROP PROCEDURE p;")]
    public void A_statement_is_classified(string sql, string expected, string? inverse)
    {
        var statement = Assert.Single(SqlReader.Read(sql));

        Assert.Equal((expected, inverse), (Say(statement), statement.Inverse));
    }

    [Theory]
    [InlineData("DELETE FROM a; DELETE FROM b;", "a,b")]
    [InlineData("DELETE FROM a\nGO\nDELETE FROM b\ngo 2\nDELETE FROM c", "a,b,c")]
    [InlineData("DELETE FROM a WHERE x = ';' -- ; DELETE FROM q\n; DELETE FROM b /* ; /* ; */ ; */", "a,b")]
    [InlineData("DELETE FROM a\nUPDATE b SET x = 1\nINSERT INTO c\nSELECT 1", "a,b,c")]
    [InlineData("CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM u; END; DELETE FROM b", "tr,b")]
    [InlineData("CREATE FUNCTION f() RETURNS int AS $$ BEGIN; END; $$; DELETE FROM b", "f,b")]
    [InlineData("INSERT INTO a VALUES ($$;$$, $x$ ; $$ ; $x$, E'\\';'); DELETE FROM b", "a,b")]
    public void Statements_are_split_where_they_end(string sql, string names) =>
        Assert.Equal(names, string.Join(",", SqlReader.Read(sql).Select(static statement => statement.Name)));

    [Fact]
    public void Updated_columns_are_told() =>
        Assert.Equal("A,b,C", string.Join(",", SqlReader.Read("UPDATE t SET A = f(1, 2), t.\"b\" = (SELECT 1), [C] = NULL WHERE d = 1").Single().Columns));

    [Fact]
    public void Filling_NULLs_is_told_from_changing_values()
    {
        Assert.True(SqlReader.Read("UPDATE t SET a = 1 WHERE a IS NULL").Single().IsBackfill);
        Assert.False(SqlReader.Read("UPDATE t SET a = 1 WHERE b IS NULL").Single().IsBackfill);
        Assert.False(SqlReader.Read("UPDATE t SET a = 1 WHERE b = 2 OR a IS NULL").Single().IsBackfill);
    }

    [Theory]
    [InlineData("DELETE FROM t WHERE a = 'x")]
    [InlineData("DELETE FROM t /* x")]
    [InlineData("DELETE FROM \"t")]
    [InlineData("DELETE FROM [t")]
    [InlineData("DELETE FROM t WHERE a = $x$ b $y$")]
    [InlineData("DELETE FROM t WHERE (a = 1")]
    public void What_has_no_end_is_opaque(string sql) =>
        Assert.Equal(SqlStatementKind.Opaque, Assert.Single(SqlReader.Read(sql)).Kind);

    [Fact]
    public void No_text_makes_it_fail()
    {
        var random = new Random(1);
        foreach (var sample in Samples)
        {
            for (var length = 0; length <= sample.Length; length++)
            {
                Assert.All(SqlReader.Read(sample.Substring(0, length)), static statement => Assert.NotNull(statement.Summary));
                Assert.All(SqlReader.Read(sample.Substring(length)), static statement => Assert.NotNull(statement.DisplayName));
            }

            for (var i = 0; i < 500; i++)
            {
                var characters = sample.ToCharArray();
                for (var j = 0; j < 10; j++)
                {
                    characters[random.Next(characters.Length)] = "'\"`[]$;()/*-#\\\n.,aE1 "[random.Next(21)];
                }

                Assert.All(SqlReader.Read(new string(characters)), static statement => Assert.True(statement.Text.Length > 0));
            }
        }
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES ('", "x", "')")]
    [InlineData("", "/*", "")]
    [InlineData("", "$a", "")]
    [InlineData("", "$a$", "")]
    [InlineData("", "[", "")]
    [InlineData("", "'\\'", "")]
    [InlineData("", "a;", "")]
    [InlineData("", "CREATE TRIGGER x BEGIN ", "")]
    [InlineData("", "CREATE OR ", "")]
    [InlineData("UPDATE t SET ", "a=1,", "")]
    [InlineData("UPDATE t SET ", "(", "")]
    [InlineData("", "\nGO", "")]
    [InlineData("SELECT 1", "\nDELETE FROM t", "")]
    [InlineData("CREATE PROCEDURE p AS ", "BEGIN CASE END ", "")]
    public void A_megabyte_is_read_in_a_moment(string start, string repeated, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)) + end;
        var watch = Stopwatch.StartNew();

        SqlReader.Read(text);

        // Quadratic time would be hours; a slow machine is not.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    private static string Say(SqlStatement statement) =>
        $"{statement.Kind} {statement.Action} {statement.ObjectKind} {(statement.Table is null ? "" : statement.Table + "/")}{statement.Name}{(statement.NewName is null ? "" : ">" + statement.NewName)}{(statement.IsConditional ? " if" : "")}".Trim();
}
