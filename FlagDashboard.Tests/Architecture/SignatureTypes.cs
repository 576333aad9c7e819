using System.Collections.Immutable;
using System.Reflection.Metadata;
using TypeSet = System.Collections.Immutable.ImmutableHashSet<System.Reflection.Metadata.TypeDefinitionHandle>;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Reads a signature as the set of types of this assembly in it.</summary>
internal sealed class SignatureTypes : ISignatureTypeProvider<TypeSet, object?>
{
    public static readonly TypeSet None = [];

    public TypeSet GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

    public TypeSet GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => None;

    public TypeSet GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeSet GetGenericInstantiation(
        TypeSet genericType, ImmutableArray<TypeSet> typeArguments) =>
        typeArguments.Aggregate(genericType, (all, one) => all.Union(one));

    public TypeSet GetFunctionPointerType(MethodSignature<TypeSet> signature) =>
        signature.ParameterTypes.Aggregate(signature.ReturnType, (all, one) => all.Union(one));

    public TypeSet GetModifiedType(
        TypeSet modifier, TypeSet unmodifiedType, bool isRequired) => modifier.Union(unmodifiedType);

    public TypeSet GetArrayType(TypeSet elementType, ArrayShape shape) => elementType;

    public TypeSet GetSZArrayType(TypeSet elementType) => elementType;

    public TypeSet GetByReferenceType(TypeSet elementType) => elementType;

    public TypeSet GetPointerType(TypeSet elementType) => elementType;

    public TypeSet GetPinnedType(TypeSet elementType) => elementType;

    public TypeSet GetPrimitiveType(PrimitiveTypeCode typeCode) => None;

    public TypeSet GetGenericTypeParameter(object? genericContext, int index) => None;

    public TypeSet GetGenericMethodParameter(object? genericContext, int index) => None;
}
