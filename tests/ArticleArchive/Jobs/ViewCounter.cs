using System.Collections.Concurrent;
using Hangfire;

namespace ArticleArchive.Jobs;

/// <summary>Collects page views in memory, so that a busy page does not write on every request.</summary>
public sealed class ViewCounter
{
    private ConcurrentDictionary<int, int> _views = new();

    public void Record(int articleId) => _views.AddOrUpdate(articleId, 1, (_, views) => views + 1);

    public IReadOnlyDictionary<int, int> Drain() => Interlocked.Exchange(ref _views, new());
}

/// <summary>Hands the collected views to a job every few seconds.</summary>
public sealed class ViewCounterFlush(ViewCounter counter, IBackgroundJobClient jobs) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (articleId, views) in counter.Drain())
            {
                jobs.Enqueue<CountViewsJob>(job => job.RunAsync(articleId, views, CancellationToken.None));
            }
        }
    }
}
