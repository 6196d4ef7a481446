package example.visitor;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** Is greeted as soon as some module exports the interface, and says so in the log. */
@Component(immediate = true, service = Visitor.class)
public final class Visitor {

    /** For SCR. */
    @Activate
    public Visitor(@Reference Greetings greetings, @Reference(service = LoggerFactory.class) Logger logger) {
        logger.info("a module says: {}", greetings.greet("Java"));
    }
}
