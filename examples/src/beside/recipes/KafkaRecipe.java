package beside.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.context.Propagation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's producer and consumer, without a broker: its own mocks call back as a broker has it. */
public final class KafkaRecipe {
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  private KafkaRecipe() {}

  // @start region="producer"
  static void send(
      Producer<String, String> producer,
      ProducerRecord<String, String> order,
      TextMapPropagator w3c,
      BiConsumer<RecordMetadata, Exception> callback) {
    w3c.inject(Context.current(), order.headers(), (h, k, v) -> h.add(k, v.getBytes(UTF_8)));
    producer.send(order, Propagation.capturing().wrapConsumer(callback)::accept);
  }

  // @end

  // @start region="consumer"
  static void receive(ConsumerRecord<String, String> order, TextMapPropagator w3c, Runnable task) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : order.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    Context sender = w3c.extract(Context.root(), headers, Map::get);
    Propagation.fixed(sender).wrap(task).run();
  }

  // @end

  public static void main(String[] args) throws Exception {
    Trial trial = new Trial();
    try (ExecutorService sender = trial.pool();
        MockProducer<String, String> producer =
            new MockProducer<>(false, null, new StringSerializer(), new StringSerializer())) {
      KafkaHeaders headers = new KafkaHeaders();
      trial.attempt(
          "plain callback",
          callback -> {
            producer.send(order(), (metadata, failure) -> callback.run());
            sender.execute(producer::completeNext);
          });
      for (RuntimeException failure : new RuntimeException[] {null, new IllegalStateException()}) {
        trial.attempt(
            failure == null ? "recipe" : "recipe, error",
            callback -> {
              send(producer, order(), headers, (metadata, error) -> callback.run());
              sender.execute(
                  () -> {
                    if (failure == null) {
                      producer.completeNext();
                    } else {
                      producer.errorNext(failure);
                    }
                  });
            });
      }
      consume(trial, sender, headers);
    }
    trial.end();
  }

  private static void consume(Trial trial, ExecutorService pool, KafkaHeaders headers)
      throws Exception {
    try (MockConsumer<String, String> consumer = new MockConsumer<>("earliest")) {
      consumer.assign(List.of(ORDERS));
      consumer.updateBeginningOffsets(Map.of(ORDERS, 0L));
      trial.attempt(
          "consumer, plain handler",
          callback -> {
            consumer.addRecord(sent(0, headers));
            pool.execute(() -> poll(consumer).forEach(order -> callback.run()));
          });
      trial.attempt(
          "consumer, recipe",
          callback -> {
            consumer.addRecord(sent(1, headers));
            pool.execute(
                () -> poll(consumer).forEach(order -> receive(order, headers, callback::run)));
          });
      pool.submit(() -> {}).get();
    }
  }

  private static Iterable<ConsumerRecord<String, String>> poll(
      MockConsumer<String, String> consumer) {
    return consumer.poll(Duration.ofSeconds(1));
  }

  private static ProducerRecord<String, String> order() {
    return new ProducerRecord<>("orders", "tea");
  }

  private static ConsumerRecord<String, String> sent(long offset, KafkaHeaders headers) {
    ConsumerRecord<String, String> order = new ConsumerRecord<>("orders", 0, offset, "key", "tea");
    headers.inject(
        Context.current(),
        order.headers(),
        (all, key, value) -> all.add(key, value.getBytes(UTF_8)));
    return order;
  }
}
