package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages to a page that reads, and to one that does not. */
final class OutboxTest {
  @Test
  void sendsInOrder() throws Exception {
    List<Integer> sent = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(500);
    Outbox outbox = new Outbox(500, () -> sent.add(-1));
    IntStream.range(0, 500)
        .forEach(
            i ->
                outbox.send(
                    () -> {
                      sent.add(i);
                      all.countDown();
                    }));
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(sent).isEqualTo(IntStream.range(0, 500).boxed().toList());
    outbox.close();
  }

  @Test
  void whoDoesNotReadIsGivenUpAndHoldsNobodyUp() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    List<String> said = new CopyOnWriteArrayList<>();
    Outbox outbox = new Outbox(3, () -> said.add("given up"));
    outbox.send(
        () -> {
          started.countDown();
          try {
            stuck.await();
          } catch (InterruptedException e) {
            said.add("interrupted");
          }
        });
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 3; i++) {
      outbox.send(() -> said.add("sent"));
    }
    assertThat(said).isEmpty();
    outbox.send(() -> said.add("sent"));
    outbox.send(() -> said.add("sent"));
    assertThat(said.stream().filter("given up"::equals)).hasSize(1);
    assertThat(said).doesNotContain("sent");
    stuck.countDown();
  }
}
