using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FlagDashboard.History.Migrations;

/// <summary>Creates the tables of races, events and images.</summary>
internal sealed partial class Races : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Races",
            columns: table => new
            {
                Id = table.Column<string>(type: "TEXT", nullable: false),
                Name = table.Column<string>(type: "TEXT", nullable: false),
                StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                Experiment = table.Column<string>(type: "TEXT", nullable: true),
                Link = table.Column<string>(type: "TEXT", nullable: true),
                Modes = table.Column<string>(type: "TEXT", nullable: false),
                Site = table.Column<string>(type: "TEXT", nullable: true),
                Items = table.Column<string>(type: "TEXT", nullable: false),
                Futures = table.Column<int>(type: "INTEGER", nullable: false),
                Workers = table.Column<int>(type: "INTEGER", nullable: false),
                State = table.Column<string>(type: "TEXT", nullable: false),
                ElapsedMs = table.Column<double>(type: "REAL", nullable: true),
                Winner = table.Column<string>(type: "TEXT", nullable: true),
                Imported = table.Column<bool>(type: "INTEGER", nullable: false),
                DeletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                Events = table.Column<int>(type: "INTEGER", nullable: false),
                LastAt = table.Column<double>(type: "REAL", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Races", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "Events",
            columns: table => new
            {
                RaceId = table.Column<string>(type: "TEXT", nullable: false),
                First = table.Column<int>(type: "INTEGER", nullable: false),
                Lines = table.Column<byte[]>(type: "BLOB", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Events", x => new { x.RaceId, x.First });
                table.ForeignKey(
                    name: "FK_Events_Races_RaceId",
                    column: x => x.RaceId,
                    principalTable: "Races",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "Images",
            columns: table => new
            {
                RaceId = table.Column<string>(type: "TEXT", nullable: false),
                Image = table.Column<string>(type: "TEXT", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Images", x => new { x.RaceId, x.Image });
                table.ForeignKey(
                    name: "FK_Images_Races_RaceId",
                    column: x => x.RaceId,
                    principalTable: "Races",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "IX_Images_Image",
            table: "Images",
            column: "Image");

        migrationBuilder.CreateIndex(
            name: "IX_Races_DeletedAt_StartedAt_State",
            table: "Races",
            columns: new[] { "DeletedAt", "StartedAt", "State" });
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "Events");

        migrationBuilder.DropTable(
            name: "Images");

        migrationBuilder.DropTable(
            name: "Races");
    }
}
