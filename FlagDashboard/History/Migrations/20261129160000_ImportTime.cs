using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FlagDashboard.History.Migrations;

/// <summary>Adds the column for the time at which a race was imported.</summary>
internal sealed partial class ImportTime : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>(name: "ImportedAt", table: "Races", type: "INTEGER", nullable: true);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn(name: "ImportedAt", table: "Races");
}
