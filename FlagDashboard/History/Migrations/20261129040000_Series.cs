using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FlagDashboard.History.Migrations;

/// <summary>Adds the columns for the position of a race in a series.</summary>
internal sealed partial class Series : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "Series", table: "Races", type: "TEXT", nullable: true);
        migrationBuilder.AddColumn<int>(name: "SeriesCount", table: "Races", type: "INTEGER", nullable: true);
        migrationBuilder.AddColumn<int>(name: "SeriesNumber", table: "Races", type: "INTEGER", nullable: true);
        migrationBuilder.CreateIndex(name: "IX_Races_Series", table: "Races", column: "Series");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(name: "IX_Races_Series", table: "Races");
        migrationBuilder.DropColumn(name: "Series", table: "Races");
        migrationBuilder.DropColumn(name: "SeriesCount", table: "Races");
        migrationBuilder.DropColumn(name: "SeriesNumber", table: "Races");
    }
}
