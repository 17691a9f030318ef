package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.remote.Cluster;
import emaki.remote.Homecoming;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import emaki.sweep.CommandLauncher.Command;
import emaki.sweep.Deed;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose work is done elsewhere. */
final class RemoteProcessesTest {
  @TempDir private Path folder;

  /** What comes home replaces what is there: names that a person gave meanwhile would be lost. */
  @Test
  void aRunIsHeldWhileWorkOnItIsAway() throws Exception {
    Cli cli = new Cli(folder);
    cli.run("train --data kana:60 --epochs 1 --out run".split(" ")).succeeded();
    RunFolder run = new RunFolder(folder.resolve("run"));
    Deed deed = new Deed("cluster", run.path(), Map.of("k", "2"), null);
    CompletableFuture<Homecoming> away = new CompletableFuture<>();
    Command command = new RemoteProcesses(cluster(away)).start(deed, folder.resolve("log.txt"));
    assertThat(RunLock.isHeld(run)).isTrue();
    away.complete(new Homecoming(0, "done\n", "elsewhere", null));
    assertThat(command.await()).isEmpty();
    assertThat(RunLock.isHeld(run)).isFalse();
    assertThatThrownBy(
            () -> new RemoteProcesses(cluster(null)).start(deed, folder.resolve("log.txt")))
        .isInstanceOf(IOException.class);
    assertThat(RunLock.isHeld(run)).isFalse();
  }

  /**
   * @param future null: nobody is there
   */
  private static Cluster cluster(@Nullable CompletableFuture<Homecoming> future) {
    return (Cluster)
        Proxy.newProxyInstance(
            Cluster.class.getClassLoader(),
            new Class<?>[] {Cluster.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("start")) {
                throw new UnsupportedOperationException(method.getName());
              }
              if (future == null) {
                throw new IOException("the cluster is gone");
              }
              return future;
            });
  }
}
