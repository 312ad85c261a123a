// What families may read, for operations and views alike.
#pragma once

#include <string>

#include "operations/student_reads.h"
#include "views/parent_copy.h"

namespace homevisit::operations {

// The copy of a visit's report for one guardian. `guardian` "": the first who is to be informed;
// `language` "": hers. What is pointed to lives as long as `seen`. HV_FAILED_PRECONDITION where
// there is no report, or where the guardian is not to be informed (R99); `guardian` of the model is
// none where nobody is.
Result<views::CopyModel> copy_model(Context& context, const SeenFile& seen,
                                    const std::string& visit, const std::string& guardian,
                                    const std::string& language);

}  // namespace homevisit::operations
