<?php
// What went wrong, as the library says it: for programs and for people.

namespace HomeVisit;

final class Failure extends \RuntimeException
{
    /** A stable name for programs ("interpreter_is_pupil"). */
    public $code = '';

    /**
     * @param string $status the name of an hv_status ("not_found"), for deciding what to do
     * @param string $message a sentence for a person that says what to do
     * @param string $pointer a JSON pointer to the place in the request, or ""
     */
    public function __construct(
        public readonly string $status,
        string $code,
        string $message,
        public readonly string $pointer = ''
    ) {
        parent::__construct($message);
        $this->code = $code;
    }

    /** The HTTP status that says the same. */
    public function httpStatus(): int
    {
        return match ($this->status) {
            'invalid_argument' => 400,
            'unauthenticated' => 401,
            'permission_denied' => 403,
            'not_found' => 404,
            'already_exists', 'conflict' => 409,
            'failed_precondition' => 422,
            'unsupported' => 501,
            'resource_exhausted', 'unavailable', 'deadline_exceeded', 'cancelled', 'outcome_unknown' => 503,
            default => 500,
        };
    }

    /** Would the same request do later? */
    public function mayPass(): bool
    {
        return $this->httpStatus() === 503;
    }
}
