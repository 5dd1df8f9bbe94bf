using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleArchive.Data.Migrations
{
    /// <inheritdoc />
    public partial class DropSubscriberPhone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Phone",
                table: "Subscribers");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Phone",
                table: "Subscribers",
                type: "TEXT",
                maxLength: 32,
                nullable: true);
        }
    }
}
