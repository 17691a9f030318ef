package emaki.app.explore;

import emaki.app.Plugins;
import emaki.app.Wording;
import emaki.data.InputException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong is JSON with one sentence. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static void install(RoutesConfig routes) {
    routes.exception(InputException.class, (e, request) -> tell(request, 422, Wording.onPage(e)));
    routes.exception(
        HttpResponseException.class, (e, request) -> tell(request, e.getStatus(), e.getMessage()));
    routes.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {}", request.method(), request.path(), e);
          tell(request, 500, Plugins.fault(e).orElse("Something went wrong inside emaki: " + e));
        });
  }

  private static void tell(Context request, int status, @Nullable String sentence) {
    request.status(status).json(Map.of("error", String.valueOf(sentence)));
  }
}
