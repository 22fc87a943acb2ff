package dev.baton.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java code as it stands in a README: imports, and then a file's classes, a class's members, or a
 * method's statements.
 */
record PastedCode(String imports, String body) {
  private static final Pattern IMPORTS = Pattern.compile("(?:import [^\n]*;\n|\n)*");
  private static final Pattern IMPORTED = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+);");

  static PastedCode of(String code) {
    Matcher imports = IMPORTS.matcher(code);
    int end = imports.lookingAt() ? imports.end() : 0;
    return new PastedCode(code.substring(0, end).strip(), code.substring(end));
  }

  private enum Place {
    FILE("%s\n%s"),
    CLASS("%s\nclass Pasted {\n%s}"),
    METHOD("%s\nclass Pasted {\n  void method() {\n%s}}");

    private final String around;

    Place(String around) {
      this.around = around;
    }
  }

  /** What the compiler has to say, where the code is pasted to the place that fits it best. */
  List<String> complaints() {
    return complaints(System.getProperty("java.class.path"));
  }

  /** The same, with another class path. */
  List<String> complaints(String classPath) {
    List<String> all = new ArrayList<>();
    for (Place place : Place.values()) {
      List<String> complaints = compile(place.around.formatted(imports, body), classPath);
      if (complaints.isEmpty()) {
        return complaints;
      }
      all.add("in a " + place + ": " + complaints);
    }
    return all;
  }

  /** Imports of names that the code does not use. */
  List<String> unusedImports() {
    return IMPORTED
        .matcher(imports)
        .results()
        .map(imported -> imported.group(1))
        .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(body).find())
        .toList();
  }

  private static List<String> compile(String code, String classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try {
      Path classes = Files.createTempDirectory("pasted");
      try {
        List<String> options =
            List.of(
                "-classpath",
                classPath,
                "-d",
                classes.toString(),
                "--release",
                "21", // a later one makes a class, and imports, of methods that stand alone
                "-proc:none",
                "-Xlint:all,-try,-classfile");
        compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(code))).call();
      } finally {
        delete(classes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return diagnostics.getDiagnostics().stream()
        .filter(it -> it.getSource() != null || it.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String code) {
      super(URI.create("string:///Pasted.java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true; // whatever its class is called
    }

    @Override
    public NestingKind getNestingKind() {
      return null;
    }

    @Override
    public Modifier getAccessLevel() {
      return null;
    }
  }
}
