package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is found fault with in a README's code. */
final class PastedCodeTest {

  @Test
  void classesMembersAndStatementsCompileWithTheirImports() {
    for (String body :
        new String[] {
          "public final class Any {\n  List<String> list = List.of();\n}\n",
          "static List<String> list() {\n  return List.of();\n}\n",
          "List<String> list = List.of();\nlist.size();\n"
        }) {
      PastedCode code = PastedCode.of("import java.util.List;\n\n" + body);
      assertThat(code.body()).isEqualTo(body);
      assertThat(code.complaints()).isEmpty();
      assertThat(code.unusedImports()).isEmpty();
    }
  }

  @Test
  void missingImportIsFound() {
    assertThat(PastedCode.of("List<String> list = null;\n").complaints())
        .anyMatch(complaint -> complaint.contains("class List"));
  }

  @Test
  void missingImportOfAMainMethodIsFound() {
    assertThat(PastedCode.of("static void main(String[] args) {\n  List.of();\n}\n").complaints())
        .anyMatch(complaint -> complaint.contains("List"));
  }

  @Test
  void nameThatTheReaderDoesNotHaveIsFound() {
    assertThat(PastedCode.of("Object order = load(1);\n").complaints())
        .anyMatch(complaint -> complaint.contains("load"));
  }

  @Test
  void warningIsFound() {
    assertThat(
            PastedCode.of("import java.util.List;\n\nList<String> list = (List) null;\n")
                .complaints())
        .anyMatch(complaint -> complaint.contains("[unchecked]"));
  }

  @Test
  void recipeThatLeavesATypeToBeGuessedIsFound() {
    String recipe =
        """
        import dev.baton.context.Propagation;
        import java.net.http.HttpResponse.BodyHandler;
        import java.net.http.HttpResponse.BodySubscribers;

        BodyHandler<Integer> handler =
            Propagation.capturing()
                .wrapFunction(info -> BodySubscribers.replacing(info.statusCode()))::apply;
        """;
    assertThat(PastedCode.of(recipe).complaints())
        .anyMatch(complaint -> complaint.contains("statusCode"));
  }

  @Test
  void unusedImportIsFound() {
    assertThat(PastedCode.of("import java.util.List;\n\nint one = 1;\n").unusedImports())
        .containsExactly("List");
  }
}
