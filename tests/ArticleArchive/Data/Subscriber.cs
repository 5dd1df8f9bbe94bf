namespace ArticleArchive.Data;

public enum DigestFrequency
{
    Weekly,
    Daily,
}

public class Subscriber
{
    public int Id { get; set; }
    public required string Email { get; set; }
    public DigestFrequency Frequency { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? WelcomeSentAt { get; set; }
}
