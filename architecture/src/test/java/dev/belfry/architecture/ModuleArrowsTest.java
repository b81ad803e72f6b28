package dev.belfry.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/architecture.md: each module imports only what stands below it. */
class ModuleArrowsTest {

  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              entry("service"),
              entry("embedded", "service"),
              entry("tasks", "service"),
              entry("messaging", "service"),
              entry("kafka", "service", "messaging"),
              entry("beanstalkd", "service", "messaging"),
              entry("outbox", "service", "tasks", "messaging"),
              entry("console", "service", "tasks", "messaging", "kafka"),
              entry("cli", "service", "tasks", "messaging", "kafka", "console"),
              entry(
                  "bench",
                  "service",
                  "embedded",
                  "tasks",
                  "messaging",
                  "kafka",
                  "outbox",
                  "console",
                  "cli"),
              entry(
                  "looklook",
                  "service",
                  "embedded",
                  "tasks",
                  "messaging",
                  "kafka",
                  "outbox",
                  "console",
                  "cli")));

  private static final JavaClasses BELFRY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.belfry");

  @TestFactory
  Stream<DynamicTest> module_importsOnlyWhatStandsBelow() {
    return MAY_IMPORT.keySet().stream()
        .map(module ->
            DynamicTest.dynamicTest(
                module,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage(in(module))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbiddenFor(module))
                        .because("arrows point downwards only")
                        .allowEmptyShould(true)
                        .check(BELFRY)));
  }

  @TestFactory
  Stream<DynamicTest> internalPackage_isUsedByItsOwnModuleOnly() {
    return MAY_IMPORT.keySet().stream()
        .map(module ->
            DynamicTest.dynamicTest(
                module,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage(in(module))
                        .should()
                        .dependOnClassesThat(internalsOfOthers(module))
                        .because("internal packages are not exported")
                        .allowEmptyShould(true)
                        .check(BELFRY)));
  }

  private static String[] forbiddenFor(String module) {
    List<String> forbidden = new ArrayList<>(MAY_IMPORT.keySet());
    forbidden.remove(module);
    forbidden.removeAll(MAY_IMPORT.getOrDefault(module, List.of()));
    return forbidden.stream().map(ModuleArrowsTest::in).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> internalsOfOthers(String module) {
    return DescribedPredicate.describe(
        "live in an internal package of another module",
        type ->
            type.getPackageName().startsWith("dev.belfry.")
                && type.getPackageName().contains(".internal")
                && !type.getPackageName().startsWith("dev.belfry." + module + "."));
  }

  private static Map.Entry<String, List<String>> entry(String module, String... mayImport) {
    return Map.entry(module, List.of(mayImport));
  }

  private static String in(String module) {
    return "dev.belfry." + module + "..";
  }
}
