using System.Linq;
using CsCheck;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Texts;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Texts;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("Server=db;Database=shop;User Id=sa;Password=hunter22;Encrypt=false", "Server=db|Database=shop|User Id=sa|Password=hunter22|Encrypt=false")]
    [InlineData(" Data Source = db ; Initial Catalog = shop ; Trust Server Certificate = True ; ", "Data Source=db|Initial Catalog=shop|Trust Server Certificate=True")]
    [InlineData("Host=db;SSL Mode=Disable", "Host=db|SSL Mode=Disable")]
    [InlineData("Host=db;\n  Username=shop;\n  Password=a b", "Host=db|Username=shop|Password=a b")]
    [InlineData("Server=tcp:db,1433;Persist Security Info=True", "Server=tcp:db,1433|Persist Security Info=True")]
    [InlineData("Server=db;Password='a;b=''c'';d';Encrypt=no", "Server=db|Password=a;b='c';d|Encrypt=no")]
    [InlineData("Server=db;Password=\"a;b\"", "Server=db|Password=a;b")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=ab/c==", "DefaultEndpointsProtocol=https|AccountName=shop|AccountKey=ab/c==")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=abc=", "Endpoint=sb://shop.servicebus.windows.net/|SharedAccessKeyName=send|SharedAccessKey=abc=")]
    [InlineData("Password=;Server=db", "Password=|Server=db")]
    [InlineData("Server=db;Password=\uFFFC;Encrypt=false", "Server=db|Password=\uFFFC|Encrypt=false")]
    [InlineData("Server=db;Password=a\uFFFCb", "Server=db|Password=a\uFFFCb")]
    [InlineData("Server={0};Password={1}", "Server=\uFFFC|Password=\uFFFC")]
    [InlineData("Server=db;Password=${PASSWORD};Uid=$(User);Database=%DB%", "Server=db|Password=\uFFFC|Uid=\uFFFC|Database=\uFFFC")]
    [InlineData("\uFFFC;Encrypt=false", "Encrypt=false")]
    public void Keywords_are_read(string text, string parts) => Assert.Equal(parts, Parts(text));

    [Theory]
    [InlineData("cache:6379,password=hunter22,ssl=False", "password=hunter22|ssl=False")]
    [InlineData("shop.redis.cache.windows.net:6380,password=ab/c=,ssl=True,abortConnect=False", "password=ab/c=|ssl=True|abortConnect=False")]
    [InlineData("localhost,allowAdmin=true", "allowAdmin=true")]
    [InlineData("a.example:6379, b.example:6379, password=\uFFFC", "password=\uFFFC")]
    [InlineData("\uFFFC:6379,password=hunter22", "password=hunter22")]
    public void Redis_has_commas(string text, string parts) => Assert.Equal(parts, Parts(text));

    [Theory]
    [InlineData("postgres://shop:hunter22@db.example/shop?sslmode=disable", "Password=hunter22|sslmode=disable")]
    [InlineData("postgresql://shop@db.example/shop?sslmode=require&connect_timeout=5#x", "sslmode=require|connect_timeout=5")]
    [InlineData("mongodb+srv://shop:a%40b@db.example/?tls=false", "Password=a%40b|tls=false")]
    [InlineData("mongodb://shop:hunter22@a.example,b.example/shop", "Password=hunter22")]
    [InlineData("redis://:hunter22@cache:6379", "Password=hunter22")]
    [InlineData("amqps://shop:hunter22@mq.example", "Password=hunter22")]
    [InlineData("amqp://\uFFFC:\uFFFC@mq.example", "Password=\uFFFC")]
    [InlineData("mysql://{user}:{password}@db", "Password=\uFFFC")]
    [InlineData("amqp://guest:guest@localhost:5672", "")]
    [InlineData("amqp://mq.example", "")]
    [InlineData("redis://cache:6379", "")]
    public void URIs_of_data_are_read(string text, string parts) => Assert.Equal(parts, Parts(text));

    [Theory]
    [InlineData("")]
    [InlineData("a=b;c=d")]
    [InlineData("Server=db")]
    [InlineData("Password=hunter22")]
    [InlineData("#postgres=User ID=root;Password=myPassword;Host=localhost;Port=5432;Database=myDataBase;")]
    [InlineData("Connection string to the database, for instance: Server=db;Password=x")]
    [InlineData("The connection string has the form of Server=db;Password=x")]
    [InlineData("Server=db;Password=x; and so on")]
    [InlineData("SELECT * FROM users WHERE server='a';DELETE FROM users WHERE server='b'")]
    [InlineData("UPDATE t SET Server=1;UPDATE t SET Database=2")]
    [InlineData("<add connectionString=\"Server=db;Password=x\" />")]
    [InlineData("{ \"a\": \"Server=db;Password=x\" }")]
    [InlineData("https://example.org/?server=a;password=b")]
    [InlineData("http://ada:hunter22@example.org/")]
    [InlineData("session=abc; Path=/; Domain=example.org; Secure; HttpOnly")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("form-data; name=file; filename=a.txt")]
    [InlineData("a, b=c, d=e")]
    [InlineData("System.String, mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("postgres://user:password@host/database is the format")]
    [InlineData("Server=db;Password='never closed")]
    [InlineData("Server=db;Password='a'b;Encrypt=false")]
    [InlineData("=a;=b;Server=c")]
    [InlineData("color=red;background=blue")]
    public void What_is_no_connection_string_is_not_read(string text) => Assert.Empty(ConnectionText.Read(text));

    [Fact]
    public void A_part_knows_where_it_begins()
    {
        const string text = "  Server=db; User Id = sa;Password='x'";

        Assert.Equal([2, 13, 26], ConnectionText.Read(text).Select(part => part.Start));
        Assert.All(ConnectionText.Read(text), part => Assert.StartsWith(part.Keyword, text[part.Start..]));
        Assert.Equal("postgres://a:".Length, Assert.Single(ConnectionText.Read("postgres://a:hunter22@b")).Start);
    }

    [Theory]
    [InlineData("Trust Server Certificate", "trustservercertificate")]
    [InlineData("connect_timeout", "connecttimeout")]
    [InlineData("SSLMode", "sslmode")]
    [InlineData("", "")]
    public void Keywords_are_compared_without_spaces_and_case(string keyword, string normal) => Assert.Equal(normal, ConnectionText.Normal(keyword));

    [Fact]
    public void The_end_of_a_very_long_text_is_not_looked_at()
    {
        var text = "Server=db;Encrypt=false;Application Name=" + new string('x', 1_000_000) + ";Password=hunter22";

        Assert.Equal(["Server", "Encrypt"], ConnectionText.Read(text).Select(part => part.Keyword));
        Assert.Empty(ConnectionText.Read(new string(';', 1_000_000)));
        Assert.Empty(ConnectionText.Read(new string('a', 1_000_000)));
        Assert.Empty(ConnectionText.Read(new string('=', 1_000_000)));
    }

    [Fact]
    public void No_text_is_too_strange() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char["=;,'\" :/@?&#%{}$()\uFFFC\nab1Server"], 0, 80]).Sample((any, made) =>
        {
            foreach (var text in new[] { any, made, "Server=" + made + ";Database=x", "a:1," + made, "postgres://" + made, "redis://a:" + made + "?" + any, "\uFFFC;" + made })
            {
                Assert.All(ConnectionText.Read(text), part =>
                {
                    Assert.InRange(part.Start, 0, text.Length - 1);
                    Assert.NotEmpty(part.Keyword);
                    Assert.NotNull(ConnectionText.Normal(part.Keyword));
                });
            }
        });

    private static string Parts(string text) => string.Join("|", ConnectionText.Read(text).Select(part => part.Keyword + "=" + part.Value));
}
