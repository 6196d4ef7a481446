package arcella.wasi.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request of the client's: its timers, and what it brings to the guest's exchange. */
final class JettyExchange {

    private final Request request;
    private final Scheduler scheduler;
    private final HttpTimeouts timeouts;
    private final Optional<OutgoingBody> outgoing;
    private final Runnable done;
    private final HttpExchange exchange = new HttpExchange(
            () -> abort(new HttpException(HttpErrorCode.internal("given up by the guest"))));
    private final JettyResponseBody body;
    private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();

    JettyExchange(Request request, Scheduler scheduler, HttpTimeouts timeouts, Optional<OutgoingBody> outgoing,
            Runnable done) {
        this.request = request;
        this.scheduler = scheduler;
        this.timeouts = timeouts;
        this.outgoing = outgoing;
        this.done = done;
        this.body = new JettyResponseBody(scheduler, nanos(timeouts.betweenBytes()), this::abort);
    }

    HttpExchange send() {
        arm(timeouts.connect(), new HttpErrorCode.ConnectionTimeout());
        request.onRequestBegin(_ -> arm(timeouts.firstByte(), new HttpErrorCode.ConnectionReadTimeout()))
                .onResponseHeaders(this::head)
                .onResponseContentSource((_, source) -> body.begin(source))
                .onResponseSuccess(response -> body.succeed(trailers(response)))
                .send(this::over);
        return exchange;
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private void arm(Duration after, HttpErrorCode code) {
        replace(scheduler.schedule(() -> abort(new HttpException(code)), nanos(after), TimeUnit.NANOSECONDS));
    }

    private void replace(Scheduler.@Nullable Task next) {
        Scheduler.Task before = timer.getAndSet(next);
        if (before != null) {
            before.cancel();
        }
    }

    private void abort(HttpException why) {
        // Told here, too: what the client makes of an abort depends on how far the request has come.
        exchange.fail(why);
        body.fail(why);
        outgoing.ifPresent(sent -> sent.fail(why));
        request.abort(why);
    }

    private void head(Response response) {
        replace(null);
        exchange.respond(new IncomingResponse(response.getStatus(), JettyClient.fields(response.getHeaders()), body));
    }

    private static List<Field> trailers(Response response) {
        HttpFields arrived = response.getTrailers();
        return arrived == null ? List.of() : JettyClient.fields(arrived);
    }

    private void over(Result result) {
        replace(null);
        Throwable failure = result.getFailure();
        if (failure != null) {
            HttpException why = JettyFailures.of(failure, exchange.responded().ready());
            exchange.fail(why);
            body.fail(why);
            outgoing.ifPresent(sent -> sent.fail(why));
        }
        done.run();
    }
}
