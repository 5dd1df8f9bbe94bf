using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1005LoggingBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task Personal_data_in_logs_switched_on_for_the_process_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class OrderImporter
        {
            public void Run()
            {
                IdentityModelEventSource.{|SAFE1005:ShowPII|} = true;
            }
        }
        """);

    [Fact]
    public Task A_process_wide_switch_is_reported_whatever_its_value() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class OrderImporter(IConfiguration configuration)
        {
            public void Run()
            {
                IdentityModelEventSource.{|SAFE1005:ShowPII|} = configuration.GetValue<bool>("ShowPII");
            }
        }
        """);

    [Fact]
    public Task Under_a_development_check_it_is_a_suggestion() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class OrderImporter(IHostEnvironment environment)
        {
            public void Run()
            {
                if (environment.IsDevelopment())
                {
                    IdentityModelEventSource.{|SAFE1005 info:ShowPII|} = true;
                }
            }
        }
        """);

    [Fact]
    public Task Values_of_parameters_in_the_log_of_a_repository_are_reported() => Verify.Finds("""
        using Microsoft.EntityFrameworkCore;
        public class Db(DbContextOptions<Db> options) : DbContext(options);
        public class OrderRepository(string connection)
        {
            private Db Open()
            {
                var options = new DbContextOptionsBuilder<Db>().{|SAFE1005:EnableSensitiveDataLogging|}().Options;
                return new Db(options);
            }
            public int Count() { using var db = Open(); return db.Database.CanConnect() ? 1 : 0; }
        }
        """);

    [Fact]
    public Task Switching_it_off_by_argument_weakens_nothing() => Verify.Finds("""
        using Microsoft.EntityFrameworkCore;
        public class Db(DbContextOptions<Db> options) : DbContext(options);
        public class OrderRepository(string connection)
        {
            public Db Open() => new(new DbContextOptionsBuilder<Db>().{|SAFE1005 info:EnableDetailedErrors|}(false).Options);
        }
        """);

    [Fact]
    public Task A_context_that_configures_itself_is_at_home() => Verify.FindsNothing("""
        using Microsoft.EntityFrameworkCore;
        public class ShopDb : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
                optionsBuilder.EnableSensitiveDataLogging();
        }
        """);

    [Fact]
    public Task Contents_of_requests_in_the_log_of_a_client_are_reported() => Verify.Finds("""
        using Azure.Storage.Blobs;
        public class Archive(Uri account)
        {
            public BlobServiceClient Client() =>
                new BlobServiceClient(account, new BlobClientOptions { Diagnostics = { {|SAFE1005:IsLoggingContentEnabled|} = true } });
        }
        """);

    [Fact]
    public Task Parameters_in_errors_of_the_database_are_reported() => Verify.Finds("""
        using Npgsql;
        public class StatisticsReader(string connection)
        {
            public NpgsqlConnection Open()
            {
                var builder = new NpgsqlConnectionStringBuilder(connection);
                builder.{|SAFE1005:IncludeErrorDetail|} = true;
                return new NpgsqlConnection(builder.ConnectionString);
            }
        }
        """);

    [Fact]
    public Task Bodies_of_requests_in_the_log_are_reported_where_a_page_switches_them_on() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        public class SupportModel(IOptions<HttpLoggingOptions> options) : PageModel
        {
            public void OnPost()
            {
                options.Value.{|SAFE1005:LoggingFields|} = HttpLoggingFields.RequestBody | HttpLoggingFields.RequestPath;
            }
        }
        """);

    [Fact]
    public Task A_header_with_credentials_added_to_the_log_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpLogging;
        public class SupportMode(IOptions<HttpLoggingOptions> options)
        {
            public void On() => options.Value.{|SAFE1005:RequestHeaders|}.Add("Authorization");
        }
        """);

    [Fact]
    public Task Levels_and_filters_of_a_log_are_everyday_matters() => Verify.FindsNothing("""
        public class Tool
        {
            public ILoggerFactory Logs() => LoggerFactory.Create(logging => logging.AddFilter("Microsoft", LogLevel.Warning).SetMinimumLevel(LogLevel.Information));
        }
        """);
}
