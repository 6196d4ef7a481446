package arcella.wasi.http;

import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;

/** The variant {@code error-code} of {@code wasi:http/types}: how a request or its response failed. */
@WitName("error-code")
public sealed interface HttpErrorCode {

    /** What the look-up answered. */
    @WitName("DNS-error-payload")
    record DnsErrorPayload(Optional<String> rcode, @WitName("info-code") Optional<Integer> infoCode) {
        /** Refuses null. */
        public DnsErrorPayload {
            Objects.requireNonNull(rcode, "rcode");
            Objects.requireNonNull(infoCode, "infoCode");
        }
    }

    /** The alert. */
    @WitName("TLS-alert-received-payload")
    record TlsAlertReceivedPayload(@WitName("alert-id") Optional<Short> alertId,
            @WitName("alert-message") Optional<String> alertMessage) {
        /** Refuses null. */
        public TlsAlertReceivedPayload {
            Objects.requireNonNull(alertId, "alertId");
            Objects.requireNonNull(alertMessage, "alertMessage");
        }
    }

    /** A field and its bytes. */
    @WitName("field-size-payload")
    record FieldSizePayload(@WitName("field-name") Optional<String> fieldName,
            @WitName("field-size") Optional<Long> fieldSize) {
        /** Refuses null. */
        public FieldSizePayload {
            Objects.requireNonNull(fieldName, "fieldName");
            Objects.requireNonNull(fieldSize, "fieldSize");
        }
    }

    /** The look-up of the host's name took too long. */
    @WitName("DNS-timeout")
    record DnsTimeout() implements HttpErrorCode {}

    /** The host's name has no address, or none that may be used. */
    @WitName("DNS-error")
    record DnsError(DnsErrorPayload payload) implements HttpErrorCode {
        /** Refuses null. */
        public DnsError {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The destination is not known. */
    @WitName("destination-not-found")
    record DestinationNotFound() implements HttpErrorCode {}

    /** The destination cannot be reached now. */
    @WitName("destination-unavailable")
    record DestinationUnavailable() implements HttpErrorCode {}

    /** The host's name leads to addresses that the rules do not allow. */
    @WitName("destination-IP-prohibited")
    record DestinationIpProhibited() implements HttpErrorCode {}

    /** No route leads to the destination's address. */
    @WitName("destination-IP-unroutable")
    record DestinationIpUnroutable() implements HttpErrorCode {}

    /** The destination refused the connection. */
    @WitName("connection-refused")
    record ConnectionRefused() implements HttpErrorCode {}

    /** The connection ended before a response came. */
    @WitName("connection-terminated")
    record ConnectionTerminated() implements HttpErrorCode {}

    /** Connecting took too long. */
    @WitName("connection-timeout")
    record ConnectionTimeout() implements HttpErrorCode {}

    /** Waiting for the response or for more of it took too long. */
    @WitName("connection-read-timeout")
    record ConnectionReadTimeout() implements HttpErrorCode {}

    /** The destination took too long to take what was sent. */
    @WitName("connection-write-timeout")
    record ConnectionWriteTimeout() implements HttpErrorCode {}

    /** The guest has as many requests under way as it may have. */
    @WitName("connection-limit-reached")
    record ConnectionLimitReached() implements HttpErrorCode {}

    /** The encryption could not be agreed upon. */
    @WitName("TLS-protocol-error")
    record TlsProtocolError() implements HttpErrorCode {}

    /** The destination's certificate is not to be trusted. */
    @WitName("TLS-certificate-error")
    record TlsCertificateError() implements HttpErrorCode {}

    /** The destination refused the encryption. */
    @WitName("TLS-alert-received")
    record TlsAlertReceived(TlsAlertReceivedPayload payload) implements HttpErrorCode {
        /** Refuses null. */
        public TlsAlertReceived {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The rules do not allow the request. */
    @WitName("HTTP-request-denied")
    record HttpRequestDenied() implements HttpErrorCode {}

    /** The destination wants to know the length beforehand. */
    @WitName("HTTP-request-length-required")
    record HttpRequestLengthRequired() implements HttpErrorCode {}

    /** The body's size is not what {@code Content-Length} says; with the size, if it is known. */
    @WitName("HTTP-request-body-size")
    record HttpRequestBodySize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpRequestBodySize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The method cannot be sent. */
    @WitName("HTTP-request-method-invalid")
    record HttpRequestMethodInvalid() implements HttpErrorCode {}

    /** The target is none. */
    @WitName("HTTP-request-URI-invalid")
    record HttpRequestUriInvalid() implements HttpErrorCode {}

    /** The target is too long. */
    @WitName("HTTP-request-URI-too-long")
    record HttpRequestUriTooLong() implements HttpErrorCode {}

    /** The request's fields are too large together. */
    @WitName("HTTP-request-header-section-size")
    record HttpRequestHeaderSectionSize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpRequestHeaderSectionSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A field of the request is too large. */
    @WitName("HTTP-request-header-size")
    record HttpRequestHeaderSize(Optional<FieldSizePayload> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpRequestHeaderSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The request's trailers are too large together. */
    @WitName("HTTP-request-trailer-section-size")
    record HttpRequestTrailerSectionSize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpRequestTrailerSectionSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A trailer of the request is too large. */
    @WitName("HTTP-request-trailer-size")
    record HttpRequestTrailerSize(FieldSizePayload payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpRequestTrailerSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The connection ended within the response. */
    @WitName("HTTP-response-incomplete")
    record HttpResponseIncomplete() implements HttpErrorCode {}

    /** The response's fields are too large together. */
    @WitName("HTTP-response-header-section-size")
    record HttpResponseHeaderSectionSize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseHeaderSectionSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A field of the response is too large. */
    @WitName("HTTP-response-header-size")
    record HttpResponseHeaderSize(FieldSizePayload payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseHeaderSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The response's body is too large. */
    @WitName("HTTP-response-body-size")
    record HttpResponseBodySize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseBodySize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The response's trailers are too large together. */
    @WitName("HTTP-response-trailer-section-size")
    record HttpResponseTrailerSectionSize(Optional<Long> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseTrailerSectionSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A trailer of the response is too large. */
    @WitName("HTTP-response-trailer-size")
    record HttpResponseTrailerSize(FieldSizePayload payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseTrailerSize {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The response's transfer coding is not known. */
    @WitName("HTTP-response-transfer-coding")
    record HttpResponseTransferCoding(Optional<String> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseTransferCoding {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The response's content coding is not known. */
    @WitName("HTTP-response-content-coding")
    record HttpResponseContentCoding(Optional<String> payload) implements HttpErrorCode {
        /** Refuses null. */
        public HttpResponseContentCoding {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** The whole response took too long. */
    @WitName("HTTP-response-timeout")
    record HttpResponseTimeout() implements HttpErrorCode {}

    /** The protocol was not changed. */
    @WitName("HTTP-upgrade-failed")
    record HttpUpgradeFailed() implements HttpErrorCode {}

    /** What came is not HTTP. */
    @WitName("HTTP-protocol-error")
    record HttpProtocolError() implements HttpErrorCode {}

    /** The request came round to where it began. */
    @WitName("loop-detected")
    record LoopDetected() implements HttpErrorCode {}

    /** The host is not set up for this. */
    @WitName("configuration-error")
    record ConfigurationError() implements HttpErrorCode {}

    /** Anything else, for people. */
    @WitName("internal-error")
    record InternalError(Optional<String> payload) implements HttpErrorCode {
        /** Refuses null. */
        public InternalError {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** Anything that has no case of its own, with words for people. */
    static HttpErrorCode internal(String message) {
        return new InternalError(Optional.of(message));
    }
}
