package shop;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Makes the tenant known to all that a request does; refuses a request that has none. */
@Component
@Profile("!repaired")
class TenantFilter extends HttpFilter {
  static final ContextKey<Tenant> TENANT = ContextKey.named("tenant");
  private static final long serialVersionUID = 1;

  record Tenant(@Nullable String name) {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Tenant tenant = new Tenant(request.getHeader("X-Tenant"));
    Scope scope = Context.current().with(TENANT, tenant).makeCurrent(); // planted: scope left open
    if (tenant.name() == null) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, response);
    scope.close();
  }
}
