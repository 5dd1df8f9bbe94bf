using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleArchive.Data.Migrations
{
    /// <inheritdoc />
    public partial class DropLegacyUrl : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LegacyUrl",
                table: "Articles");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // rollback: the column comes back empty; restore values from backup table articles_legacy_20260311
            // owner:    @archive-team
            // expected: article pages keep answering below 80 ms at p95
            migrationBuilder.AddColumn<string>(
                name: "LegacyUrl",
                table: "Articles",
                type: "TEXT",
                maxLength: 400,
                nullable: true);
        }
    }
}
