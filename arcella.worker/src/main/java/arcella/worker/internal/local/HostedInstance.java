package arcella.worker.internal.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MeteredResults;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;
import arcella.worker.internal.Answer;

/** A {@link LocalInstance} as the container sees it. */
public record HostedInstance(LocalInstance instance, Executor answers) implements ModuleInstance {

    @Override
    public String module() {
        return instance.module();
    }

    @Override
    public boolean command() {
        return instance.command();
    }

    @Override
    public List<ExportedFunction> functions() {
        return instance.functions();
    }

    @Override
    public InterpretedFunctions interpreted() {
        return instance.interpreted();
    }

    @Override
    public void start() {
        Answer<Boolean> answer = Answer.awaited();
        instance.start(reply(answer)).ifPresent(task -> answer.onCancel(() -> instance.cancel(task)));
        answer.await();
    }

    @Override
    public CompletableFuture<List<WitValue>> call(String function, List<WitValue> arguments) {
        return ask(function, arguments, Answer.completedOn(answers));
    }

    @Override
    public List<WitValue> invoke(String function, List<WitValue> arguments) {
        return ask(function, arguments, Answer.<List<WitValue>>awaited()).await();
    }

    @Override
    public MeteredResults metered(String function, List<WitValue> arguments) {
        Answer<MeteredResults> answer = Answer.awaited();
        Task<MeteredResults> task = instance.metered(function, List.copyOf(arguments), reply(answer));
        answer.onCancel(() -> instance.cancel(task));
        return answer.await();
    }

    private Answer<List<WitValue>> ask(String function, List<WitValue> arguments, Answer<List<WitValue>> answer) {
        return answer.begin(() -> {
            Task<List<WitValue>> task = instance.call(function, List.copyOf(arguments), reply(answer));
            answer.onCancel(() -> instance.cancel(task));
        });
    }

    /** Hands the outcome on to an answer. */
    public static <T> Reply<T> reply(Answer<T> answer) {
        return new Reply<>() {
            @Override
            public void done(T result) {
                answer.done(result);
            }

            @Override
            public void failed(arcella.error.ArcellaException cause) {
                answer.failed(cause);
            }
        };
    }

    @Override
    public ModuleFunction function(String function) {
        return instance.function(function);
    }

    @Override
    public void drop(long id) {
        instance.drop(id);
    }

    @Override
    public CompletableFuture<Ending> stop(Duration grace) {
        CompletableFuture<Ending> end = new CompletableFuture<>();
        instance.stop(grace).thenAcceptAsync(end::complete, answers);
        return end;
    }

    @Override
    public void limits(InstanceLimits limits) {
        instance.limits(limits);
    }

    @Override
    public Optional<Ending> ending() {
        return instance.ending();
    }

    @Override
    public InstanceStatistics statistics() {
        return instance.statistics();
    }
}
