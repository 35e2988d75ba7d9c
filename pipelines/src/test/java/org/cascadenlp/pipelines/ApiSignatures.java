package org.cascadenlp.pipelines;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.pipelines.ApiFile.Status;

/**
 * The types that the public and protected members of a type name.
 *
 * @param statuses as {@link ApiFile#marked} gives them
 */
record ApiSignatures(Map<String, Status> statuses) {

  /** The members of {@code type} that name a type whose status promises less, a line each. */
  Stream<String> weaker(Class<?> type) {
    Stream<String> nested = Arrays.stream(type.getDeclaredClasses()).flatMap(this::weaker);
    Status status = statuses.get(type.getCanonicalName());
    return status == null || !isOpen(type.getModifiers())
        ? nested
        : Stream.concat(nested, members(type).flatMap(member -> weaker(type, member, status)));
  }

  private Stream<String> weaker(Class<?> type, Member member, Status status) {
    return named(member)
        .map(Class::getCanonicalName)
        .filter(name -> statuses.getOrDefault(name, status).compareTo(status) > 0)
        .distinct()
        .map(
            name ->
                "%s.%s is %s and names %s, which is %s"
                    .formatted(
                        type.getCanonicalName(),
                        member.getName(),
                        status,
                        name,
                        statuses.get(name)));
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static Stream<Member> members(Class<?> type) {
    return Stream.<Member[]>of(
            type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(member -> isOpen(member.getModifiers()) && !member.isSynthetic());
  }

  private static Stream<Class<?>> named(Member member) {
    if (member instanceof Field field) {
      return named(field.getGenericType());
    }
    Executable executable = (Executable) member;
    List<Type> types = List.of(executable.getGenericParameterTypes());
    Stream<Type> result =
        executable instanceof Method method
            ? Stream.of(method.getGenericReturnType())
            : Stream.empty();
    return Stream.concat(types.stream(), result).flatMap(ApiSignatures::named);
  }

  private static Stream<Class<?>> named(Type type) {
    if (type instanceof Class<?> plain) {
      return plain.isArray() ? named(plain.getComponentType()) : Stream.of(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return Stream.concat(named(generic.getRawType()), all(generic.getActualTypeArguments()));
    }
    if (type instanceof GenericArrayType array) {
      return named(array.getGenericComponentType());
    }
    return type instanceof WildcardType wildcard
        ? Stream.concat(all(wildcard.getUpperBounds()), all(wildcard.getLowerBounds()))
        : Stream.empty();
  }

  private static Stream<Class<?>> all(Type[] types) {
    return Arrays.stream(types).flatMap(ApiSignatures::named);
  }
}
