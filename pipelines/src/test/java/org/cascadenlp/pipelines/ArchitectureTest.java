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
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.loading.PluginClassLoader;
import org.junit.jupiter.api.Test;

/** The arrows of framework/README.md, seen in the compiled classes of all modules. */
class ArchitectureTest {

  private static final String HOME = "org.cascadenlp.";

  /** Packages of the framework; what is in none of them is a plugin's. */
  private static final Set<String> FRAMEWORK =
      Set.of(
          "types",
          "core",
          "weights",
          "neural",
          "transformers",
          "batch",
          "cli",
          "testkit",
          "benchmarks");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.cascadenlp");

  /** The package of each plugin. */
  private static Set<String> plugins() {
    Set<String> plugins = new TreeSet<>();
    CLASSES.forEach(
        type -> {
          String name = type.getPackageName().substring(HOME.length()).replaceAll("\\..*", "");
          if (!FRAMEWORK.contains(name)) {
            plugins.add(name);
          }
        });
    return plugins;
  }

  private static String[] below(Set<String> names) {
    return names.stream().map(name -> HOME + name + "..").toArray(String[]::new);
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(plugins())
        .contains(
            "opennlp",
            "icu",
            "corpus",
            "contextual",
            "languagemodels",
            "recurrent",
            "heads",
            "training",
            "gazetteer");
    assertThat(CLASSES.containPackage(HOME + "neural")).isTrue();
    assertThat(CLASSES.containPackage(HOME + "batch.writers")).isTrue();
    assertThat(CLASSES.containPackage(HOME + "cli")).isTrue();
  }

  @Test
  void onlyTheCoreAndPluginsThemselvesKnowGuice() {
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
  void onlyTheNeuralPackagesKnowDjl() {
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
                    "training")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(CLASSES);
  }

  @Test
  void onlyModulesWithCommandsKnowPicocli() {
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
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void noPluginKnowsAnother() {
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
  void theFrameworkKnowsNoPlugin() {
    noClasses()
        .that()
        .resideInAnyPackage(below(FRAMEWORK))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(plugins()))
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNothingAboveItAndTheOthersOnlyIt() {
    noClasses()
        .that()
        .resideInAPackage("org.cascadenlp.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below(Set.of("weights", "neural", "transformers", "batch", "cli")))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(below(Set.of("batch", "cli", "opennlp", "icu", "corpus", "gazetteer")))
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

  /** Else a jar that brings such a library cannot hand its classes to the framework. */
  @Test
  void whatTheFrameworksSignaturesNameIsSharedWithDropInJars() {
    Set<String> unshared = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC)
          && type.getPackageName().matches("org\\.cascadenlp\\.(core|neural)(\\..*)?")) {
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
