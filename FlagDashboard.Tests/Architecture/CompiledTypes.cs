using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using TypeSet = System.Collections.Immutable.ImmutableHashSet<System.Reflection.Metadata.TypeDefinitionHandle>;

namespace FlagDashboard.Tests.Architecture;

/// <summary>One compiled type, nested ones counted to the outermost.</summary>
/// <param name="Namespace">Where it stands; empty for the global one.</param>
/// <param name="Name">Its name.</param>
internal sealed record CompiledType(string Namespace, string Name)
{
    private const string Root = "FlagDashboard";

    /// <summary>The folder of the product; empty for the root, null for what the compiler adds to an assembly.</summary>
    public string? Folder =>
        Namespace == Root || (Namespace.Length == 0 && Name == "Program") ? ""
        : Namespace.StartsWith(Root + ".", StringComparison.Ordinal) ? Namespace.Split('.')[1]
        : null;

    public override string ToString() => $"{Namespace}.{Name}";
}

/// <summary>The types of an assembly and whom each of them knows, in its signatures, attributes and code.</summary>
internal sealed class CompiledTypes
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly SignatureTypes _names = new();

    private CompiledTypes(PEReader file) => (_file, _reader) = (file, file.GetMetadataReader());

    /// <summary>Every pair of types of which the first knows the second.</summary>
    public static ISet<(CompiledType Knower, CompiledType Known)> Knowledge(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var types = new CompiledTypes(file);
        return types._reader.TypeDefinitions
            .SelectMany(handle => types.KnownTo(handle).Select(known => (types.Outermost(handle), types.Outermost(known))))
            .ToHashSet();
    }

    private TypeSet KnownTo(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var known = new[]
        {
            [handle],
            Of(type.BaseType),
            All(type.GetInterfaceImplementations(), i => Of(_reader.GetInterfaceImplementation(i).Interface)),
            Of(type.GetGenericParameters()),
            Of(type.GetCustomAttributes()),
            All(type.GetFields(), f =>
                Of(_reader.GetFieldDefinition(f).GetCustomAttributes()).Union(_reader.GetFieldDefinition(f).DecodeSignature(_names, null))),
            All(type.GetProperties(), p => Of(_reader.GetPropertyDefinition(p).GetCustomAttributes())),
            All(type.GetMethods(), m => Of(_reader.GetMethodDefinition(m))),
        };
        return known.Aggregate((all, one) => all.Union(one));
    }

    private TypeSet Of(MethodDefinition method)
    {
        var known = Of(method.DecodeSignature(_names, null)).Union(Of(method.GetGenericParameters()))
            .Union(Of(method.GetCustomAttributes()));
        if (method.RelativeVirtualAddress == 0)
            return known;

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            known = known.Union(Of(body.LocalSignature));
        return known
            .Union(All(body.ExceptionRegions, region => Of(region.CatchType)))
            .Union(All(IlTokens.In(body), Of));
    }

    private TypeSet Of(EntityHandle handle) => handle.IsNil ? SignatureTypes.None : handle.Kind switch
    {
        HandleKind.TypeDefinition => [(TypeDefinitionHandle)handle],
        HandleKind.TypeSpecification => _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null),
        HandleKind.MethodDefinition => [_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.FieldDefinition => [_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()],
        HandleKind.MemberReference => Of(_reader.GetMemberReference((MemberReferenceHandle)handle)),
        HandleKind.MethodSpecification => Of(_reader.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.StandaloneSignature => Of(_reader.GetStandaloneSignature((StandaloneSignatureHandle)handle)),
        HandleKind.TypeReference => SignatureTypes.None,
        _ => throw new BadImageFormatException($"A {handle.Kind} is nothing that code can name."),
    };

    // The signature counts too, because the only reference to a type may be as an argument of a generic type of the framework.
    private TypeSet Of(MemberReference member) => Of(member.Parent).Union(member.GetKind() == MemberReferenceKind.Field
        ? member.DecodeFieldSignature(_names, null)
        : Of(member.DecodeMethodSignature(_names, null)));

    private TypeSet Of(MethodSpecification method) => Of(method.Method).Union(All(method.DecodeSignature(_names, null), types => types));

    private TypeSet Of(StandaloneSignature signature) => signature.GetKind() == StandaloneSignatureKind.LocalVariables
        ? All(signature.DecodeLocalSignature(_names, null), types => types)
        : Of(signature.DecodeMethodSignature(_names, null));

    private TypeSet Of(CustomAttributeHandleCollection attributes) => All(attributes, a => Of(_reader.GetCustomAttribute(a).Constructor));

    private TypeSet Of(GenericParameterHandleCollection parameters) => All(
        parameters.SelectMany(p => _reader.GetGenericParameter(p).GetConstraints()),
        c => Of(_reader.GetGenericParameterConstraint(c).Type));

    private static TypeSet Of(MethodSignature<TypeSet> signature) =>
        signature.ParameterTypes.Aggregate(signature.ReturnType, (all, one) => all.Union(one));

    private static TypeSet All<T>(IEnumerable<T> things, Func<T, TypeSet> of) =>
        things.Aggregate(SignatureTypes.None, (all, thing) => all.Union(of(thing)));

    private CompiledType Outermost(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
            type = _reader.GetTypeDefinition(type.GetDeclaringType());
        return new(_reader.GetString(type.Namespace), _reader.GetString(type.Name));
    }
}
