package dev.baton.context.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compares what mutation testing found with the list of survivors that are known, and fails for one
 * that is not in it. A line of the list is {@code class.method mutator number: reason}; the number
 * is that of mutants of this kind in this method which may survive.
 */
final class Mutants {
  private static final Set<String> KILLED =
      Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR", "NON_VIABLE");

  private Mutants() {}

  /** Its arguments are the list, and the report that is compared with it. */
  public static void main(String[] args) throws Exception {
    Path report = Path.of(args[1]);
    if (!Files.exists(report)) {
      System.out.println("No mutants here.");
      return;
    }
    Map<String, Integer> listed = listed(Path.of(args[0]));
    Map<String, Integer> found = new HashMap<>();
    boolean unknown = false;
    for (Element mutation : mutations(report)) {
      String key = key(mutation);
      int number = found.merge(key, 1, Integer::sum);
      if (number > listed.getOrDefault(key, 0)) {
        unknown = true;
        System.out.printf(
            "%s, line %s: %s (%s)%n",
            key,
            text(mutation, "lineNumber"),
            text(mutation, "description"),
            mutation.getAttribute("status"));
      }
    }
    System.out.printf(
        "%d mutants survive; %d are listed.%n",
        found.values().stream().mapToInt(Integer::intValue).sum(),
        listed.values().stream().mapToInt(Integer::intValue).sum());
    Files.delete(report); // or the next run, if it finds no mutants here, would be compared with it
    System.exit(unknown ? 1 : 0);
  }

  private static Map<String, Integer> listed(Path list) throws IOException {
    Map<String, Integer> listed = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(list)) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String mutants = line.substring(0, line.indexOf(": "));
        int space = mutants.lastIndexOf(' ');
        int number = Integer.parseInt(mutants.substring(space + 1));
        listed.merge(mutants.substring(0, space), number, Integer::sum);
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return listed;
  }

  private static List<Element> mutations(Path report) throws Exception {
    NodeList all =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("mutation");
    return IntStream.range(0, all.getLength())
        .mapToObj(i -> (Element) all.item(i))
        .filter(mutation -> !KILLED.contains(mutation.getAttribute("status")))
        .toList();
  }

  private static String key(Element mutation) {
    String type = text(mutation, "mutatedClass");
    String mutator = text(mutation, "mutator");
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + text(mutation, "mutatedMethod")
        + " "
        + mutator.substring(mutator.lastIndexOf('.') + 1).replace("Mutator", "");
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }
}
