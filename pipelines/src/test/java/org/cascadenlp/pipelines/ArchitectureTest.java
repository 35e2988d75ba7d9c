package org.cascadenlp.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.loading.PluginClassLoader;
import org.junit.jupiter.api.Test;

/** Checks the dependencies between modules of framework/README.md in their compiled classes. */
class ArchitectureTest {

  private static final String HOME = "org.cascadenlp.";

  /** A module that is not checked, as no other has its classes on the class path. */
  private static final String UNSEEN = "framework/benchmarks";

  private static final int LARGEST_PACKAGE = 21;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.cascadenlp");

  private static final Map<String, Set<String>> MODULES = BuildModules.packages();

  /** The names below {@link #HOME} of the packages of modules in {@code folder}. */
  private static Set<String> packages(String folder) {
    Set<String> names = new TreeSet<>();
    MODULES.forEach(
        (module, packages) -> {
          if (module.startsWith(folder)) {
            packages.forEach(
                name -> names.add(name.substring(HOME.length()).replaceAll("\\..*", "")));
          }
        });
    return names;
  }

  private static Set<String> plugins() {
    return packages("plugins/");
  }

  private static String[] below(Set<String> names) {
    return names.stream().map(name -> HOME + name + "..").toArray(String[]::new);
  }

  @Test
  void everyModuleIsChecked() {
    assertThat(MODULES).hasSizeGreaterThan(15);
    MODULES.forEach(
        (module, packages) ->
            packages.forEach(
                name ->
                    assertThat(CLASSES.containPackage(name))
                        .as(module + " is read by this test: " + name)
                        .isEqualTo(!module.equals(UNSEEN))));
  }

  @Test
  void noPackageHasMoreThan21Classes() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getPackageName().equals("org.cascadenlp.types"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(LARGEST_PACKAGE));
  }

  @Test
  void weightsUsesNeitherDjlNorUimaNorGuice() {
    noClasses()
        .that()
        .resideInAPackage("org.cascadenlp.weights..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.apache.uima..", "com.google.inject..")
        .check(CLASSES);
  }

  @Test
  void onlyCoreAndPluginClassesUseGuice() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.cascadenlp.core..")
        .and()
        .areNotAssignableTo(Plugin.class)
        .and()
        .haveSimpleNameNotEndingWith("Plugin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.inject..")
        .check(CLASSES);
  }

  @Test
  void onlyNeuralPackagesUseDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            below(
                Set.of(
                    "neural",
                    "transformers",
                    "contextual",
                    "languagemodels",
                    "recurrent",
                    "heads",
                    "training",
                    "testkit.neural")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(CLASSES);
  }

  @Test
  void onlyModulesWithCommandsUsePicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            below(
                Set.of(
                    "batch",
                    "cli",
                    "training",
                    "staticembeddings",
                    "contextual",
                    "languagemodels")))
        .and()
        .resideOutsideOfPackage("org.cascadenlp.core.command")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void noPluginUsesAnother() {
    for (String plugin : plugins()) {
      Set<String> others = plugins();
      others.remove(plugin);
      noClasses()
          .that()
          .resideInAPackage(HOME + plugin + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(below(others))
          .check(CLASSES);
    }
  }

  @Test
  void theFrameworkUsesNoPlugin() {
    noClasses()
        .that()
        .resideInAnyPackage(below(packages("framework/")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(plugins()))
        .check(CLASSES);
  }

  @Test
  void theModulesOfTheFrameworkUseOnlyThoseBelowThem() {
    noClasses()
        .that()
        .resideInAPackage("org.cascadenlp.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(Set.of("weights", "neural", "transformers", "batch", "cli")))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(below(Set.of("batch", "cli", "opennlp", "icu", "formats", "gazetteer")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.cascadenlp.neural..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.cascadenlp.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.cascadenlp.batch..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.cascadenlp.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /**
   * Otherwise objects of such a library's classes in a plugin's jar could not be passed to the
   * framework.
   */
  @Test
  void typesInTheFrameworksSignaturesAreSharedWithPluginJars() {
    Set<String> unshared = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC)
          && type.getPackageName()
              .matches("org\\.cascadenlp\\.(core|weights|neural|transformers)(\\..*)?")) {
        type.getAllMembers().stream()
            .filter(ArchitectureTest::isOpen)
            .flatMap(member -> member.getAllInvolvedRawTypes().stream())
            .map(named -> named.getBaseComponentType())
            .filter(named -> !named.isPrimitive() && !named.getName().startsWith("java."))
            .map(JavaClass::getName)
            .filter(name -> !PluginClassLoader.shares(name))
            .forEach(name -> unshared.add(name + " in " + type.getName()));
      }
    }
    assertThat(unshared).isEmpty();
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  @Test
  void nobodyUsesJavaxInject() {
    noClasses().should().dependOnClassesThat().resideInAPackage("javax.inject..").check(CLASSES);
  }
}
