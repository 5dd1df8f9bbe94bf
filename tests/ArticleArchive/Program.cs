using ArticleArchive;
using ArticleArchive.Caching;
using ArticleArchive.Commands;
using ArticleArchive.Data;
using ArticleArchive.Features.Feed;
using ArticleArchive.Integrations;
using ArticleArchive.Jobs;
using ArticleArchive.Mail;
using ArticleArchive.Security;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;

if (CommandLine.IsCommand(args))
{
    return await CommandLine.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
var storage = ArchiveStorage.From(builder.Configuration, builder.Environment.ContentRootPath);

builder.WebHost.ConfigureKestrel(SecuritySettings.ConfigureKestrel);
builder.Services.AddHsts(SecuritySettings.ConfigureHsts);
builder.Services.AddAntiforgery(SecuritySettings.ConfigureAntiforgery);
builder.Services.AddRateLimiter(SecuritySettings.ConfigureRateLimiter);
builder.Services.Configure<ForwardedHeadersOptions>(SecuritySettings.ConfigureForwardedHeaders);
builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(storage.Keys));

builder.Services.AddRazorPages();
builder.Services.AddControllers();
builder.Services.AddOutputCache(CachePolicies.Configure);
builder.Services.AddFeed();

builder.Services.AddSingleton(storage);
builder.Services.AddDbContext<ArchiveDbContext>(options => options.UseSqlite(storage.ConnectionString));
builder.Services.AddScoped<ArticleQueries>();
builder.Services.AddScoped<ArticleImporter>();
builder.Services.AddSingleton<IMailSender, PickupMailSender>();
builder.Services.AddSingleton<PartnerWebhook>();
builder.Services.AddSingleton<CdnPurger>();
builder.Services.AddSingleton<ViewCounter>();

builder.Services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());
builder.Services.AddHangfireServer(server => server.WorkerCount = 2);
builder.Services.AddHostedService<ViewCounterFlush>();

var app = builder.Build();

await using (var scope = app.Services.CreateAsyncScope())
{
    var db = scope.ServiceProvider.GetRequiredService<ArchiveDbContext>();
    await db.Database.MigrateAsync();
    await ArchiveSeeder.SeedAsync(db);
}

app.UseForwardedHeaders();
if (!app.Environment.IsDevelopment())
{
    app.UseExceptionHandler("/error");
    app.UseHsts();
}

app.UseMiddleware<SecurityHeadersMiddleware>();
app.UseMiddleware<NewsroomNetworkMiddleware>();
app.UseStaticFiles();
app.UseStaticFiles(new StaticFileOptions
{
    FileProvider = new PhysicalFileProvider(storage.Covers),
    RequestPath = "/covers",
});
app.UseRouting();
app.UseCors();
app.UseRateLimiter();
app.UseOutputCache();

app.MapRazorPages();
app.MapControllers();
app.MapFeed();
app.MapHangfireDashboard("/hangfire");
JobSchedule.Register(app.Services);

await app.RunAsync();
return 0;
