// Dossier entries in the student files: submit, lookup, withdraw, list.
#pragma once

#include <string_view>

#include "homevisit/adapter.h"
#include "store.h"

namespace homevisit::local {

// Throws Failure. The same marker with the same content gives the same receipt again; with other
// content HV_CONFLICT.
void submit_entry(Store& store, const Call& call, const hv_entry& entry, hv_receipt* receipt);
hv_status lookup_entry(Store& store, std::string_view student, std::string_view marker,
                       hv_sink sink, void* user);
// `structured`: what the entry carries from now on; "": its own.
void withdraw_entry(Store& store, const Call& call, std::string_view student,
                    std::string_view marker, std::string_view structured);
// The entries as they stand: without versions that were replaced, with those that were withdrawn.
hv_status list_entries(Store& store, const Call& call, std::string_view student, hv_sink sink,
                       void* user);

}  // namespace homevisit::local
