namespace SafeChange.Analyzers.Jobs.Idempotency;

internal enum TestKind
{
    /// <summary>A test that is not understood: it reads the value.</summary>
    Unknown,
    IsNull,
    IsNotNull,
    Equals,
    DiffersFrom,
}

/// <summary>What is known of a value where a condition has let control through.</summary>
internal readonly record struct ValueTest(TestKind Kind, object? Constant = null)
{
    /// <summary>Whether a value that is written makes the test fail the next time; null where it cannot be told.</summary>
    /// <param name="isConstant">Whether what is written is known.</param>
    /// <param name="constant">What is written; null for null.</param>
    public bool? IsFalsifiedBy(bool isConstant, object? constant) => Kind switch
    {
        // Something that is not the constant null: an object, the time.
        TestKind.IsNull => !isConstant || constant is not null,
        TestKind.IsNotNull => isConstant && constant is null,
        TestKind.Equals when isConstant => !Equals(Constant, constant),
        TestKind.DiffersFrom when isConstant => Equals(Constant, constant),
        _ => null,
    };

    public ValueTest Negated() => Kind switch
    {
        TestKind.IsNull => new(TestKind.IsNotNull),
        TestKind.IsNotNull => new(TestKind.IsNull),
        TestKind.Equals => new(TestKind.DiffersFrom, Constant),
        TestKind.DiffersFrom => new(TestKind.Equals, Constant),
        _ => this,
    };
}
