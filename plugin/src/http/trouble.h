// From what went wrong with a request to a sentence that says what to do.
#pragma once

#include <string>

#include "http/http.h"
#include "http/transfer.h"
#include "http/url.h"

namespace homevisit::http {

// An error of a Transport: its code, status and whether it may pass by itself follow from the
// failure and the effect.
Error transport_error(Failure failure, Effect effect, std::string message);

// Of a transfer that ended with another code than CURLE_OK.
Error trouble_of(const Transfer& transfer, const Url& url, const TransferSettings& settings);

// Of a transfer that was taken out before its end.
Error stopped_by_deadline(const Transfer& transfer, const Url& url);
Error stopped_by_cancel(const Transfer& transfer, const Url& url);
Error stopped_by_silence(const Transfer& transfer, const Url& url, std::int64_t stall_ms);

}  // namespace homevisit::http
