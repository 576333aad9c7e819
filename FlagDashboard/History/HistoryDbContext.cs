using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// The database tables of the saved races. Each operation creates its own context, because a DbContext is not thread-safe.
/// </summary>
internal sealed class HistoryDbContext(DbContextOptions<HistoryDbContext> options) : DbContext(options)
{
    public DbSet<StoredRace> Races => Set<StoredRace>();

    public DbSet<StoredEventBatch> Events => Set<StoredEventBatch>();

    public DbSet<StoredImage> Images => Set<StoredImage>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasDbFunction(typeof(SqlFunctions).GetMethod(nameof(SqlFunctions.NormalizeForSearch))!)
            .HasName(SqlFunctions.NormalizeFunctionName);
        model.HasDbFunction(typeof(SqlFunctions).GetMethod(nameof(SqlFunctions.NormalizeShownName))!)
            .HasName(SqlFunctions.NormalizeShownNameFunctionName);
        model.Entity<StoredRace>(race =>
        {
            // This index lets SQLite find the first page of the history (newest first) and count the races without reading the whole table.
            race.HasIndex(row => new { row.DeletedAtUnixMs, row.StartedAtUnixMs, row.Status });
            race.HasIndex(row => row.SeriesId);
            race.Property(row => row.Status).HasConversion<string>();

            // Older versions of the program gave these columns their names. The columns keep them, although the properties have new names.
            race.Property(row => row.ExperimentTitle).HasColumnName("Experiment");
            race.Property(row => row.ExperimentLink).HasColumnName("Link");
            race.Property(row => row.ModeIds).HasColumnName("Modes");
            race.Property(row => row.FutureLabels).HasColumnName("Items");
            race.Property(row => row.FuturesPerRun).HasColumnName("Futures");
            race.Property(row => row.MaxWorkersOfRun).HasColumnName("Workers");
            race.Property(row => row.Status).HasColumnName("State");
            race.Property(row => row.WinnerIds).HasColumnName("Winner");
            race.Property(row => row.SavedEventCount).HasColumnName("Events");
            race.Property(row => row.StartedAtUnixMs).HasColumnName("StartedAt");
            race.Property(row => row.ImportedAtUnixMs).HasColumnName("ImportedAt");
            race.Property(row => row.DeletedAtUnixMs).HasColumnName("DeletedAt");
            race.Property(row => row.LastEventAtMs).HasColumnName("LastAt");
            race.Property(row => row.SeriesId).HasColumnName("Series");
        });
        model.Entity<StoredEventBatch>(events =>
        {
            events.HasKey(part => new { part.RaceId, part.FirstSeq });
            events.Property(part => part.GzippedLines).HasColumnName("Lines");
            events.Property(part => part.FirstSeq).HasColumnName("First");
            events.HasOne<StoredRace>().WithMany().HasForeignKey(part => part.RaceId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<StoredImage>(images =>
        {
            images.HasKey(image => new { image.RaceId, image.ImageHash });
            images.Property(image => image.ImageHash).HasColumnName("Image");
            images.HasIndex(image => image.ImageHash);
            images.HasOne<StoredRace>().WithMany().HasForeignKey(image => image.RaceId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
