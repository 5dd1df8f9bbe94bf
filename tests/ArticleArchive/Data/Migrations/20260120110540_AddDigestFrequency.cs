using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArticleArchive.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddDigestFrequency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "SubscribedAt",
                table: "Subscribers",
                newName: "CreatedAt");

            migrationBuilder.AddColumn<int>(
                name: "Frequency",
                table: "Subscribers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Subscribers_Frequency",
                table: "Subscribers",
                column: "Frequency");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new NotImplementedException();
        }
    }
}
