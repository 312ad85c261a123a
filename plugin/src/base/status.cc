#include "base/status.h"

namespace homevisit {

const char* status_name(hv_status status) {
  switch (status) {
    case HV_OK:
      return "ok";
    case HV_INVALID_ARGUMENT:
      return "invalid_argument";
    case HV_NOT_FOUND:
      return "not_found";
    case HV_ALREADY_EXISTS:
      return "already_exists";
    case HV_CONFLICT:
      return "conflict";
    case HV_PERMISSION_DENIED:
      return "permission_denied";
    case HV_UNAUTHENTICATED:
      return "unauthenticated";
    case HV_FAILED_PRECONDITION:
      return "failed_precondition";
    case HV_RESOURCE_EXHAUSTED:
      return "resource_exhausted";
    case HV_UNAVAILABLE:
      return "unavailable";
    case HV_DEADLINE_EXCEEDED:
      return "deadline_exceeded";
    case HV_CANCELLED:
      return "cancelled";
    case HV_DATA_LOSS:
      return "data_loss";
    case HV_UNSUPPORTED:
      return "unsupported";
    case HV_OUTCOME_UNKNOWN:
      return "outcome_unknown";
    case HV_INTERNAL:
      return "internal";
  }
  return "internal";
}

}  // namespace homevisit
