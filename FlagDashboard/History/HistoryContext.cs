using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// The database tables of the saved races. Each operation creates its own context, because a DbContext is not thread-safe.
/// </summary>
internal sealed class HistoryContext(DbContextOptions<HistoryContext> options) : DbContext(options)
{
    public DbSet<StoredRace> Races => Set<StoredRace>();

    public DbSet<StoredEvents> Events => Set<StoredEvents>();

    public DbSet<StoredImage> Images => Set<StoredImage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasDbFunction(typeof(SqlFunctions).GetMethod(nameof(SqlFunctions.NormalizeForSearch))!)
            .HasName(SqlFunctions.NormalizeFunctionName);
        model.HasDbFunction(typeof(SqlFunctions).GetMethod(nameof(SqlFunctions.NormalizeShownName))!)
            .HasName(SqlFunctions.ShownNameFunctionName);
        model.Entity<StoredRace>(race =>
        {
            // This index lets SQLite find the first page of the history (newest first) and count the races without reading the whole table.
            race.HasIndex(row => new { row.DeletedAt, row.StartedAt, row.State });
            race.HasIndex(row => row.Series);
            race.Property(row => row.State).HasConversion<string>();
        });
        model.Entity<StoredEvents>(events =>
        {
            events.HasKey(part => new { part.RaceId, part.First });
            events.HasOne<StoredRace>().WithMany().HasForeignKey(part => part.RaceId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<StoredImage>(images =>
        {
            images.HasKey(image => new { image.RaceId, image.Image });
            images.HasIndex(image => image.Image);
            images.HasOne<StoredRace>().WithMany().HasForeignKey(image => image.RaceId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
