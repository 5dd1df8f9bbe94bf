using System;
using System.Collections.Generic;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Other ways to lay classes out in tables: inheritance, owned and complex types, splitting, JSON, join tables.</summary>
internal static class MappingChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("AddManyToMany", People, model => model.Entity<Person>().HasMany(person => person.Groups).WithMany(group => group.Members)),
        new("DropManyToMany", model => model.Entity<Person>().HasMany(person => person.Groups).WithMany(group => group.Members), People),
        new("AddPayloadToManyToMany",
            model => model.Entity<Person>().HasMany(person => person.Groups).WithMany(group => group.Members),
            model => model.Entity<Person>().HasMany(person => person.Groups).WithMany(group => group.Members)
                .UsingEntity(join => join.Property<DateTime>("Since").HasDefaultValue(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc)))),
        new("OneToManyBecomesManyToMany",
            model =>
            {
                model.Entity<Group>().Ignore(group => group.Members);
                model.Entity<Person>().HasMany(person => person.Groups).WithOne();
            },
            model => model.Entity<Person>().HasMany(person => person.Groups).WithMany(group => group.Members)),

        new("AddOwnedType", People, People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address))),
        new("DropOwnedType", People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address)), People),
        new("OwnedTypeMovesToItsTable",
            People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address)),
            People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address, address => address.ToTable("Addresses")))),
        new("AddOwnedCollection", People, People.Then(model => model.Entity<Person>().OwnsMany(person => person.Homes))),
        new("AddOwnedTypeInJson", People, People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address, address => address.ToJson()))),
        new("AddOwnedCollectionInJson", People, People.Then(model => model.Entity<Person>().OwnsMany(person => person.Homes, home => home.ToJson()))),
        new("DropOwnedTypeInJson", People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address, address => address.ToJson())), People),
        new("OwnedTypeBecomesJson",
            People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address)),
            People.Then(model => model.Entity<Person>().OwnsOne(person => person.Address, address => address.ToJson()))),
        new("AddRequiredOwnedType", People, People.Then(model =>
        {
            model.Entity<Person>().OwnsOne(person => person.Address);
            model.Entity<Person>().Navigation(person => person.Address).IsRequired();
        })),
        new("AddComplexProperty", People, People.Then(model => model.Entity<Person>().ComplexProperty(person => person.Home, home => home.IsRequired()))),

        new("AddDerivedType", model => model.Entity<Animal>(), model =>
        {
            model.Entity<Animal>();
            model.Entity<Cat>();
        }),
        new("AddSecondDerivedType", Cats, Animals),
        new("RemoveDerivedType", Animals, Cats),
        new("RemoveEveryDerivedType", Cats, model => model.Entity<Animal>()),
        new("HierarchyBecomesTablePerType", Animals, Animals.Then(model => model.Entity<Animal>().UseTptMappingStrategy())),
        new("HierarchyBecomesOneTable", Animals.Then(model => model.Entity<Animal>().UseTptMappingStrategy()), Animals),
        new("HierarchyBecomesTablePerConcreteType",
            Animals.Then(model => model.Entity<Animal>().UseTptMappingStrategy()),
            Animals.Then(model => model.Entity<Animal>().UseTpcMappingStrategy())),
        new("AddPropertyToDerivedType", Cats, Cats.Then(model => model.Entity<Cat>().Property<int>("Lives"))),
        new("RenameDiscriminator", Animals, Animals.Then(model => model.Entity<Animal>().HasDiscriminator<string>("Species"))),
        new("DiscriminatorBecomesNumber", Animals, Animals.Then(model =>
            model.Entity<Animal>().HasDiscriminator<int>("Discriminator").HasValue<Animal>(0).HasValue<Cat>(1).HasValue<Dog>(2))),

        new("SplitTable", Documents, model =>
        {
            model.Entity<Document>().ToTable("Documents").HasOne<DocumentText>().WithOne().HasForeignKey<DocumentText>(text => text.Id);
            model.Entity<DocumentText>().ToTable("Documents");
        }),
        new("SplitEntity",
            Documents,
            Documents.Then(model => model.Entity<Document>().SplitToTable("Bodies", table => table.Property(document => document.Body)))),
        new("MergeSplitEntity",
            Documents.Then(model => model.Entity<Document>().SplitToTable("Bodies", table => table.Property(document => document.Body))),
            Documents),
        new("SplitOneEntityIntoTwo",
            Article(article =>
            {
                article.Property<string>("AuthorName").IsRequired();
                article.Property<string>("AuthorEmail");
                article.HasIndex("AuthorName");
            }),
            ArticleOfAuthor()),
        new("MergeTwoEntitiesIntoOne",
            ArticleOfAuthor(),
            Article(article =>
            {
                article.Property<string>("AuthorName").IsRequired();
                article.HasIndex("AuthorName");
            })),
    ];

    private static Action<ModelBuilder> People => model =>
    {
        model.Entity<Person>().Ignore(person => person.Groups);
        model.Entity<Group>().Ignore(group => group.Members);
    };

    private static Action<ModelBuilder> Cats => model =>
    {
        model.Entity<Animal>();
        model.Entity<Cat>();
    };

    private static Action<ModelBuilder> Animals => Cats.Then(model => model.Entity<Dog>());

    private static Action<ModelBuilder> Documents => model => model.Entity<Document>().ToTable("Documents");

    private sealed class Person
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        // Mapped only where a change says so: by convention, a class is an entity or nothing.
        [NotMapped]
        public Address? Address { get; set; }

        [NotMapped]
        public Address Home { get; set; } = new();

        [NotMapped]
        public List<Address> Homes { get; } = [];

        public List<Group> Groups { get; } = [];
    }

    private sealed class Group
    {
        public int Id { get; set; }

        public List<Person> Members { get; } = [];
    }

    private sealed class Address
    {
        public string Street { get; set; } = "";

        public string? Town { get; set; }
    }

    private class Animal
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Cat : Animal
    {
        public bool Indoors { get; set; }
    }

    private sealed class Dog : Animal
    {
        public string? Trick { get; set; }

        public int Weight { get; set; }
    }

    private sealed class Document
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        public string? Body { get; set; }
    }

    private sealed class DocumentText
    {
        public int Id { get; set; }

        public string? Text { get; set; }
    }
}
