package io.querybatch.hosts;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** Its public signatures mention nothing but what is marked, the JDK, Jakarta EE and the tokens of MicroProfile. */
final class MentionsOnly extends ArchCondition<JavaClass> {

    static final DescribedPredicate<JavaClass> FOR_HOSTS =
            DescribedPredicate.describe("are for hosts", type -> type.isAnnotatedWith(ForHosts.class));

    private static final Set<String> FOREIGN = Set.of("java.", "jakarta.");

    private final DescribedPredicate<JavaClass> marked;

    MentionsOnly(DescribedPredicate<JavaClass> marked) {
        super("mention only what is for hosts");
        this.marked = marked;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaType> above = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        above.flatMap(mentioned -> mentioned.getAllInvolvedRawTypes().stream())
                .forEach(mentioned -> check(type, mentioned, type.getName(), events));
        type.getMembers().stream()
                .filter(MentionsOnly::isForHosts)
                .forEach(member ->
                        mentioned(member).forEach(mentioned -> check(type, mentioned, member.getFullName(), events)));
    }

    private static boolean isForHosts(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC)
                && !member.isAnnotatedWith(Internal.class);
    }

    private static Stream<JavaClass> mentioned(JavaMember member) {
        Stream<? extends JavaType> types = Stream.empty();
        if (member instanceof JavaField field) {
            types = Stream.of(field.getType());
        } else if (member instanceof JavaCodeUnit unit) {
            types = Stream.concat(unit.getParameterTypes().stream(), unit.getThrowsClause().getTypes().stream());
        }
        Stream<JavaType> returned =
                member instanceof JavaMethod method ? Stream.of(method.getReturnType()) : Stream.of();
        return Stream.concat(types, returned).flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private void check(JavaClass type, JavaClass mentioned, String where, ConditionEvents events) {
        JavaClass base = mentioned.getBaseComponentType();
        boolean known =
                base.isPrimitive() || FOREIGN.stream().anyMatch(base.getName()::startsWith) || marked.test(base);
        events.add(new SimpleConditionEvent(type, known, where + " mentions " + base.getName()));
    }
}
