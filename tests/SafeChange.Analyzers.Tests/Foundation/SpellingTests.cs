using System;
using System.Linq;
using CsCheck;
using SafeChange.Analyzers.Foundation;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("cookeis", "cookies")]
    [InlineData("Cookies", "cookies")]
    [InlineData("hedaers", "headers")]
    [InlineData("cor", "cors")]
    [InlineData("crs", "cors")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_where_one_is_near(string written, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(written, ["cookies", "headers", "cors"]));

    [Fact]
    public void Of_names_as_near_the_first_in_ordinal_order_is_offered()
    {
        Assert.Equal("Sand", Spelling.Nearest("Snd", ["Send", "Sand"]));
        Assert.Equal("Sand", Spelling.Nearest("Snd", ["Sand", "Send"]));
    }

    [Fact]
    public void One_slip_in_a_name_of_three_characters_or_more_is_always_understood() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[3, 40], Gen.Int, Gen.Char.AlphaNumeric).Sample((name, at, other) =>
        {
            var slipped = name.ToArray();
            slipped[(at & int.MaxValue) % name.Length] = other;
            Assert.Equal(new string(name), Spelling.Nearest(new string(slipped), [new string(name)]));
        });

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("Phone", "pHONE", 0)]
    [InlineData("Phnoe", "Phone", 1)]
    [InlineData("Phones", "Phone", 1)]
    [InlineData("Fone", "Phone", 2)]
    [InlineData("ca", "abc", 3)]
    public void Slips_are_counted(string left, string right, int slips)
    {
        Assert.Equal(slips, EditDistance.Between(left, right));
        Assert.Equal(slips, EditDistance.Between(right, left));
    }

    [Fact]
    public void A_very_long_text_is_not_compared() =>
        Assert.Null(Spelling.Nearest(new string('x', 100_000), [new string('x', 100_001)]));
}
