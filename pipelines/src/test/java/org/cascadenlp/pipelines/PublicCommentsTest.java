package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Public types and methods of the framework's libraries have a comment. The compiler checks the
 * content of comments ({@code -Xdoclint}).
 */
class PublicCommentsTest {

  private static final List<String> LIBRARIES =
      List.of("core", "weights", "neural", "transformers", "testkit");

  /** Collects public types and methods without a comment. */
  private static final class Scanner extends TreePathScanner<Void, Void> {

    private final DocTrees comments;
    private final String file;
    private final Set<String> found;

    Scanner(DocTrees comments, String file, Set<String> found) {
      this.comments = comments;
      this.file = file;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      boolean inInterface =
          getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
      if (!inInterface && !isOpen(type.getModifiers())) {
        return null; // its members are not accessible
      }
      require(type.getSimpleName().toString());
      return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      Tree.Kind owner = getCurrentPath().getParentPath().getLeaf().getKind();
      boolean inInterface = owner == Tree.Kind.INTERFACE || owner == Tree.Kind.ANNOTATION_TYPE;
      boolean open =
          isOpen(method.getModifiers())
              || inInterface && !method.getModifiers().getFlags().contains(Modifier.PRIVATE);
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (open && !inherits && method.getReturnType() != null) {
        require(method.getName() + "()");
      }
      return null;
    }

    private static boolean isOpen(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED);
    }

    private void require(String name) {
      if (comments.getDocCommentTree(getCurrentPath()) == null) {
        found.add(file + ": " + name);
      }
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String library : LIBRARIES) {
      Path folder = Checkout.ROOT.resolve("framework").resolve(library).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  @Test
  void publicTypesAndMethodsHaveAComment() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> found = new TreeSet<>();
    int units = 0;
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources()));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        String file = Checkout.ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
        new Scanner(comments, file, found).scan(unit, null);
        units++;
      }
    }
    assertThat(units).isGreaterThan(100);
    assertThat(found).isEmpty();
  }
}
