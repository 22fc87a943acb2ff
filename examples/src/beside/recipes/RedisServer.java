package beside.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Speaks as much of Redis' protocol as a client needs to read a key. */
final class RedisServer implements AutoCloseable {
  private final Trial trial;
  private final ServerSocket socket;

  RedisServer(Trial trial) throws IOException {
    this.trial = trial;
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
      OutputStream out = client.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> command = new ArrayList<>();
        for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
          in.readLine(); // the length
          command.add(in.readLine());
        }
        out.write((answer(command) + "\r\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private String answer(List<String> command) {
    switch (command.get(0).toUpperCase(Locale.ROOT)) {
      case "GET":
        trial.awaitRegistration();
        return command.get(1).equals("missing") ? "-ERR as asked" : "$3\r\ntea";
      case "PING":
        return "+PONG";
      case "HELLO":
        return "-ERR unknown command";
      default:
        return "+OK";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
