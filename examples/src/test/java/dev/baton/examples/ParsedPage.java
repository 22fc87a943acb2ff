package dev.baton.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a parser sees it, style and script apart: it is well-formed XML. */
final class ParsedPage {
  private final Element root;
  private final JsonNode facts;

  ParsedPage(String html) {
    int from = html.lastIndexOf("<script>") + "<script>".length();
    String markup = html.substring(0, from) + html.substring(html.lastIndexOf("</script>"));
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      root = parser.parse(new InputSource(new StringReader(markup))).getDocumentElement();
      facts =
          new ObjectMapper()
              .readTree(elements("script").findFirst().orElseThrow().getTextContent());
    } catch (ParserConfigurationException | SAXException | IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  Stream<Element> elements(String name) {
    return elements(root, name);
  }

  static Stream<Element> elements(Element within, String name) {
    NodeList elements = within.getElementsByTagName(name);
    return IntStream.range(0, elements.getLength()).mapToObj(i -> (Element) elements.item(i));
  }

  static Stream<Element> ofClass(Element within, String css) {
    return elements(within, "*")
        .filter(element -> List.of(element.getAttribute("class").split(" ", -1)).contains(css));
  }

  static List<String> texts(Element within, String css) {
    return ofClass(within, css).map(Element::getTextContent).toList();
  }

  /** Of a request, from 0: the wrapped side, and the plain one. */
  List<Element> sides(int request) {
    Element section = elements("section").skip(request).findFirst().orElseThrow();
    return elements(section, "div")
        .filter(div -> div.getAttribute("class").startsWith("side "))
        .toList();
  }

  static List<Element> rows(Element within) {
    return elements(within, "div").filter(row -> row.hasAttribute("data-span")).toList();
  }

  static String name(Element row) {
    return texts(row, "name").getFirst();
  }

  /** What the script shows of a row: its name, then its facts. */
  JsonNode facts(Element row) {
    return facts.get(Integer.parseInt(row.getAttribute("data-span")));
  }

  /** The names of the elements and of their attributes. */
  Set<String> names() {
    return elements("*")
        .flatMap(
            element ->
                Stream.concat(
                    Stream.of(element.getTagName()),
                    IntStream.range(0, element.getAttributes().getLength())
                        .mapToObj(i -> element.getAttributes().item(i).getNodeName())))
        .collect(Collectors.toSet());
  }
}
