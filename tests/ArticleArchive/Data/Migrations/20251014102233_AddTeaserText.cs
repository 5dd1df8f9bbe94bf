using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleArchive.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddTeaserText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TeaserText",
                table: "Articles",
                type: "TEXT",
                maxLength: 500,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Teaser",
                table: "Articles");
        }
    }
}
