package dev.baton.context.audit;

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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The page as a parser sees it: it is well-formed XML, so that this is what a browser sees too. */
final class Pages {
  private Pages() {}

  static Document page(AuditReport report) {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      return parser.parse(new InputSource(new StringReader(report.toHtml())));
    } catch (ParserConfigurationException | SAXException | IOException malformed) {
      throw new AssertionError(malformed);
    }
  }

  static Stream<Element> elements(Document page, String name) {
    NodeList elements = page.getElementsByTagName(name);
    return IntStream.range(0, elements.getLength()).mapToObj(i -> (Element) elements.item(i));
  }

  static List<String> texts(Document page, String name) {
    return elements(page, name).map(Element::getTextContent).toList();
  }

  /** The names of the elements and of their attributes. */
  static Set<String> names(Document page) {
    return elements(page, "*")
        .flatMap(
            element ->
                Stream.concat(
                    Stream.of(element.getTagName()),
                    IntStream.range(0, element.getAttributes().getLength())
                        .mapToObj(i -> element.getAttributes().item(i).getNodeName())))
        .collect(Collectors.toSet());
  }
}
