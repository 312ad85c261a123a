#include "edfi.h"

HV_ADAPTER(homevisit::edfi::EdFi)
